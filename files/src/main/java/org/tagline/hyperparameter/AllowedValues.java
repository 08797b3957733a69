package org.tagline.hyperparameter;

import java.util.List;
import java.util.regex.Pattern;

/** The values that a hyperparameter may have. */
public sealed interface AllowedValues {

  /** Returns whether a value of the hyperparameter's type is allowed. */
  boolean contains(Object value);

  /** Describes the values so that the words fit behind "must be". */
  String describe();

  /** Allows every value of the type. */
  record Any(String describe) implements AllowedValues {
    @Override
    public boolean contains(Object value) {
      return true;
    }
  }

  /**
   * Allows an interval of numbers.
   *
   * @param min lower bound; negative infinity for none
   * @param minIncluded whether the lower bound is allowed
   * @param max upper bound; positive infinity for none
   * @param maxIncluded whether the upper bound is allowed
   */
  record Interval(double min, boolean minIncluded, double max, boolean maxIncluded)
      implements AllowedValues {

    @Override
    public boolean contains(Object value) {
      double number = ((Number) value).doubleValue();
      return (minIncluded ? number >= min : number > min)
          && (maxIncluded ? number <= max : number < max);
    }

    @Override
    public String describe() {
      String least = (minIncluded ? "at least " : "above ") + Hyperparameter.text(min);
      String most = (maxIncluded ? "at most " : "below ") + Hyperparameter.text(max);
      if (max == Double.POSITIVE_INFINITY) {
        return least;
      }
      return min == Double.NEGATIVE_INFINITY ? most : least + " and " + most;
    }
  }

  /** Allows some names, in lower case. */
  record Choice(List<String> names) implements AllowedValues {
    public Choice {
      names = List.copyOf(names);
    }

    @Override
    public boolean contains(Object value) {
      return names.contains(value);
    }

    @Override
    public String describe() {
      int last = names.size() - 1;
      return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
  }

  /**
   * Allows the texts that match a pattern.
   *
   * @param pattern to be matched by the whole text
   * @param describe the pattern in words
   */
  record Matching(Pattern pattern, String describe) implements AllowedValues {
    @Override
    public boolean contains(Object value) {
      return pattern.matcher((String) value).matches();
    }
  }
}
