package org.tagline.hyperparameter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.tagline.hyperparameter.AllowedValues.Any;
import org.tagline.hyperparameter.AllowedValues.Choice;
import org.tagline.hyperparameter.AllowedValues.Interval;
import org.tagline.hyperparameter.AllowedValues.Matching;

/**
 * One entry of the table of hyperparameters. Begin with {@link #integer}, {@link #decimal}, {@link
 * #flag}, {@link #choice} or {@link #matching}; the other methods return a changed copy.
 *
 * @param name component of the plan, and key in its JSON and in a configuration file
 * @param option name on the command line without the dashes
 * @param type type of the value
 * @param allowed values that the plan accepts
 * @param group heading under which it is listed
 * @param placeholder stands for the value in help texts
 * @param help one or two sentences for users, without the default
 * @param defaults value by default
 */
public record Hyperparameter(
    String name,
    String option,
    Type type,
    AllowedValues allowed,
    HyperparameterGroup group,
    String placeholder,
    String help,
    Defaults defaults) {

  /** The type of a value. */
  public enum Type {
    INTEGER(Integer.class, "a whole number"),
    LONG(Long.class, "a whole number"),
    DECIMAL(Double.class, "a number"),
    FLAG(Boolean.class, "true or false"),
    TEXT(String.class, "a word");

    private final Class<?> javaType;
    private final String words;

    Type(Class<?> javaType, String words) {
      this.javaType = javaType;
      this.words = words;
    }

    public Class<?> javaType() {
      return javaType;
    }

    private Object read(String text) {
      return switch (this) {
        case INTEGER -> new BigDecimal(text).intValueExact();
        case LONG -> new BigDecimal(text).longValueExact();
        case DECIMAL -> Double.valueOf(text);
        case FLAG -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
          }
          yield Boolean.valueOf(text);
        }
        case TEXT -> text;
      };
    }
  }

  /**
   * The value by default.
   *
   * @param usual value for every variant that is not named
   * @param variants values of the variants of a plan that differ, such as a training method
   * @param words shown to users instead of the values; empty to show the values
   */
  public record Defaults(Object usual, Map<String, Object> variants, String words) {
    public Defaults {
      variants = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    }

    /** Returns the value of a variant. */
    public Object of(String variant) {
      return variants.getOrDefault(variant, usual);
    }

    /** Describes the values, such as {@code 4; upper: 3; frozen: 30}. */
    public String describe() {
      if (!words.isEmpty()) {
        return words;
      }
      StringBuilder text = new StringBuilder(text(usual));
      variants.forEach(
          (variant, value) -> text.append("; ").append(variant).append(": ").append(text(value)));
      return text.toString();
    }
  }

  /** Begins a whole number without bounds. */
  public static Hyperparameter integer(String name, int usual) {
    return begin(name, Type.INTEGER, new Any(Type.INTEGER.words), "N", usual);
  }

  /** Begins a whole number of 64 bits without bounds. */
  public static Hyperparameter wide(String name, long usual) {
    return begin(name, Type.LONG, new Any(Type.LONG.words), "N", usual);
  }

  /** Begins a floating-point number without bounds. */
  public static Hyperparameter decimal(String name, double usual) {
    return begin(name, Type.DECIMAL, new Any(Type.DECIMAL.words), "X", usual);
  }

  /** Begins a yes-or-no setting that is off by default. */
  public static Hyperparameter flag(String name) {
    return begin(name, Type.FLAG, new Any(Type.FLAG.words), "", false);
  }

  /** Begins a choice among names in lower case. */
  public static Hyperparameter choice(String name, String usual, List<String> names) {
    return begin(name, Type.TEXT, new Choice(names), String.join("|", names), usual);
  }

  /** Begins a text of a certain form. */
  public static Hyperparameter matching(String name, String usual, String regex, String words) {
    return begin(name, Type.TEXT, new Matching(Pattern.compile(regex), words), "TEXT", usual);
  }

  private static Hyperparameter begin(
      String name, Type type, AllowedValues allowed, String placeholder, Object usual) {
    String option = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    Defaults defaults = new Defaults(usual, Map.of(), "");
    return new Hyperparameter(
        name, option, type, allowed, HyperparameterGroup.TRAINING, placeholder, "", defaults);
  }

  /** Sets a lower bound that is allowed itself. */
  public Hyperparameter atLeast(double min) {
    return within(new Interval(min, true, Double.POSITIVE_INFINITY, false));
  }

  /** Sets a lower bound that is not allowed itself. */
  public Hyperparameter above(double min) {
    return within(new Interval(min, false, Double.POSITIVE_INFINITY, false));
  }

  /** Sets an upper bound that is allowed itself. */
  public Hyperparameter atMost(double max) {
    Interval so = interval();
    return within(new Interval(so.min(), so.minIncluded(), max, true));
  }

  /** Sets an upper bound that is not allowed itself. */
  public Hyperparameter below(double max) {
    Interval so = interval();
    return within(new Interval(so.min(), so.minIncluded(), max, false));
  }

  private Interval interval() {
    return allowed instanceof Interval interval
        ? interval
        : new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
  }

  private Hyperparameter within(Interval interval) {
    return new Hyperparameter(name, option, type, interval, group, placeholder, help, defaults);
  }

  /** Sets the default of one variant of the plan. */
  public Hyperparameter variant(String variant, Object value) {
    Map<String, Object> variants = new LinkedHashMap<>(defaults.variants);
    variants.put(variant, value);
    return with(new Defaults(defaults.usual, variants, defaults.words));
  }

  /** Sets the words that tell users the default. */
  public Hyperparameter shownAs(String words) {
    return with(new Defaults(defaults.usual, defaults.variants, words));
  }

  private Hyperparameter with(Defaults changed) {
    return new Hyperparameter(name, option, type, allowed, group, placeholder, help, changed);
  }

  /** Sets the heading. */
  public Hyperparameter in(HyperparameterGroup heading) {
    return new Hyperparameter(name, option, type, allowed, heading, placeholder, help, defaults);
  }

  /** Sets the option's name where it is not the component's. */
  public Hyperparameter typedAs(String otherOption) {
    return new Hyperparameter(name, otherOption, type, allowed, group, placeholder, help, defaults);
  }

  /** Sets the help text, and what stands for the value in it. */
  public Hyperparameter help(String forValue, String text) {
    return new Hyperparameter(name, option, type, allowed, group, forValue, text, defaults);
  }

  /** Sets the help text. */
  public Hyperparameter help(String text) {
    return help(placeholder, text);
  }

  /**
   * Adds the defaults of an entry of the same name in another plan.
   *
   * @param plan names the other plan in the words for users
   */
  Hyperparameter joined(String plan, Hyperparameter other) {
    Map<String, Object> variants = new LinkedHashMap<>(defaults.variants);
    if (!other.defaults.usual.equals(defaults.usual)) {
      variants.put(plan, other.defaults.usual);
    }
    other.defaults.variants.forEach(
        (variant, value) -> variants.put(plan + " with " + variant, value));
    return with(new Defaults(defaults.usual, variants, defaults.words));
  }

  /**
   * Reads a value.
   *
   * @param value a JSON node, or an object whose text is the value
   * @throws IllegalArgumentException if the value is of another type or not allowed; the message
   *     names the option and the allowed values
   */
  public Object read(Object value) {
    String text = value instanceof JsonNode node ? node.asText() : value.toString();
    Object typed;
    try {
      String bare = text.strip();
      typed = type.read(allowed instanceof Choice ? bare.toLowerCase(Locale.ROOT) : bare);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(type.words, text);
    }
    check(typed);
    return typed;
  }

  /**
   * Refuses a value that is not allowed.
   *
   * @param value of this entry's type
   */
  public void check(Object value) {
    if (!allowed.contains(value)) {
      throw refused(allowed.describe(), value);
    }
  }

  private IllegalArgumentException refused(String words, Object value) {
    String given = value instanceof Number ? text(value) : "\"" + value + "\"";
    return new IllegalArgumentException("--" + option + " must be " + words + ", not " + given);
  }

  /** Describes type and allowed values, such as {@code a whole number, at least 1}. */
  public String describeValues() {
    return allowed instanceof Interval
        ? type.words + ", " + allowed.describe()
        : allowed.describe();
  }

  /** Writes a value as a person would: {@code 16}, {@code 0.1}, {@code 1e-4}. */
  public static String text(Object value) {
    if (!(value instanceof Double number)) {
      return value.toString();
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : number.toString().replace(".0E", "e").replace('E', 'e');
  }
}
