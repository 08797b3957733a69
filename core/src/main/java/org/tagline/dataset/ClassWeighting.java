package org.tagline.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How much one example of a tag counts in the loss, so that rare tags are not drowned.
 *
 * <p>With n the sum of the counts and k the number of tags that occur at all:
 */
public enum ClassWeighting {
  /** 1 for every tag. */
  NONE {
    @Override
    double weight(double n, double k, double max, double count) {
      return 1;
    }
  },
  /** {@code n / (k · count)}, as scikit-learn's {@code class_weight="balanced"}. */
  BALANCED {
    @Override
    double weight(double n, double k, double max, double count) {
      return n / (k * count);
    }
  },
  /** The square root of {@link #BALANCED}. */
  SQRT {
    @Override
    double weight(double n, double k, double max, double count) {
      return Math.sqrt(n / (k * count));
    }
  },
  /** Largest count / count. */
  MAX {
    @Override
    double weight(double n, double k, double max, double count) {
      return max / count;
    }
  };

  /** Help text of the hyperparameter. */
  public static final String HELP =
      "Weights of rare tags in the loss: none, balanced, sqrt (the square root of balanced) or max.";

  abstract double weight(double n, double k, double max, double count);

  /**
   * Reads a name as it is typed, in any case.
   *
   * @throws IllegalArgumentException if there is no such weighting
   */
  public static ClassWeighting parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns all names as they are typed. */
  public static List<String> names() {
    return Arrays.stream(values()).map(ClassWeighting::toString).toList();
  }

  /**
   * One weight a tag, in the order of the counts. A tag that never occurs gets 0 (1 under {@link
   * #NONE}) and does not change the others' weights: there is no example that its weight could
   * scale.
   *
   * @param counts films a tag, in the training part
   * @throws IllegalArgumentException for a negative count
   */
  public double[] weights(long[] counts) {
    long n = 0;
    long k = 0;
    long max = 0;
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a count is negative: " + Arrays.toString(counts));
      }
      n += count;
      k += count > 0 ? 1 : 0;
      max = Math.max(max, count);
    }
    double[] weights = new double[counts.length];
    for (int tag = 0; tag < counts.length; tag++) {
      weights[tag] = counts[tag] == 0 && this != NONE ? 0 : weight(n, k, max, counts[tag]);
    }
    return weights;
  }

  /**
   * The weight of a film that has a tag beside one that has not, for any number of tags a film: 1
   * under {@link #NONE}, otherwise films without it / films with it ({@link #SQRT}: the root of
   * that), at most the cap, so that a tag of few films does not drown the others. A tag that never
   * occurs gets 1.
   *
   * @param counts films a tag, in the training part
   * @param films in the training part
   */
  public double[] positiveWeights(long[] counts, long films, double cap) {
    double[] weights = new double[counts.length];
    for (int tag = 0; tag < counts.length; tag++) {
      double odds = counts[tag] == 0 ? 1 : (double) (films - counts[tag]) / counts[tag];
      double weight = this == NONE ? 1 : this == SQRT ? Math.sqrt(odds) : odds;
      weights[tag] = Math.min(cap, weight);
    }
    return weights;
  }

  /**
   * The name as it is typed and written: {@code none}, {@code balanced}, {@code sqrt}, {@code max}.
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
