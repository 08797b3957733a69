package org.tagline.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Scheme of the class weights: how much an example of each tag counts in the loss, so that frequent
 * tags do not dominate.
 *
 * <p>In the formulas, n is the sum of the counts and k the number of tags that occur at least once.
 */
public enum ClassWeighting {
  /** 1 for every tag. */
  NONE {
    @Override
    double weight(double n, double k, double max, double count) {
      return 1;
    }
  },
  /** {@code n / (k · count)}, like scikit-learn's {@code class_weight="balanced"}. */
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
  /** {@code largest count / count}. */
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
   * Returns one weight per tag, in the order of the counts. A tag that never occurs gets 0 (1 with
   * {@link #NONE}) and does not change the other weights.
   *
   * @param counts number of training films with each tag
   * @throws IllegalArgumentException for a negative count
   */
  public double[] weights(long[] counts) {
    long n = 0;
    long k = 0;
    long max = 0;
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException(
            "tag counts must not be negative: " + Arrays.toString(counts));
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
   * Returns one weight per tag for multi-label training: the weight of a film with the tag relative
   * to a film without it. The weight is 1 with {@link #NONE}, otherwise {@code films without /
   * films with} the tag (its square root with {@link #SQRT}), limited by the cap so that very rare
   * tags do not dominate. A tag that never occurs gets 1.
   *
   * @param counts number of training films with each tag
   * @param films number of training films
   * @param cap largest weight
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
   * Returns the name used on the command line and in files: {@code none}, {@code balanced}, {@code
   * sqrt} or {@code max}.
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
