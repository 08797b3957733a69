package org.tagline.evaluate;

/**
 * Expected calibration error and temperature scaling (Guo et al., "On Calibration of Modern Neural
 * Networks", ICML 2017). For multi-label taggers see {@link PlattScaling}. Stateless and
 * thread-safe.
 */
public final class Calibration {
  private static final int BINS = 15;

  /**
   * Temperatures outside this range are artefacts of a validation part that is too small or too
   * easy.
   */
  private static final double LOWEST = 0.1;

  private static final double HIGHEST = 10;

  private Calibration() {}

  /**
   * Returns the expected calibration error of a single-label tagger: the mean difference between
   * the highest probability and the accuracy in 15 bins of equal width, weighted by the number of
   * films. Bins exclude their lower and include their upper bound.
   *
   * @param labels tag index of each film
   * @param probabilities {@code [films, tags]}
   * @return 0 (calibrated) to 1
   * @throws IllegalArgumentException if there are no films, the lengths differ, or a value is not a
   *     probability
   */
  public static double expectedError(int[] labels, float[][] probabilities) {
    Checks.sameLength(labels.length, probabilities.length);
    int tags = probabilities[0].length;
    Checks.labels(labels, tags);
    Checks.probabilities(probabilities, tags);
    double[] surplus = new double[BINS];
    for (int film = 0; film < labels.length; film++) {
      int best = Choice.best(probabilities[film]);
      double confidence = probabilities[film][best];
      surplus[bin(confidence)] += confidence - (best == labels[film] ? 1 : 0);
    }
    double sum = 0;
    for (double difference : surplus) {
      sum += Math.abs(difference);
    }
    return sum / labels.length;
  }

  /**
   * Returns the expected calibration error of a multi-label tagger, over the probabilities of every
   * tag of every film, in 15 bins of equal width. If most tags are improbable, the error is small;
   * compare it only between taggers with the same tags.
   *
   * @param labels {@code [films, tags]}
   * @param probabilities {@code [films, tags]}
   * @return 0 (calibrated) to 1
   * @throws IllegalArgumentException if there are no films, the lengths differ, or a value is not a
   *     probability
   */
  public static double expectedError(boolean[][] labels, float[][] probabilities) {
    Checks.sameLength(labels.length, probabilities.length);
    int tags = labels[0].length;
    Checks.labels(labels, tags);
    Checks.probabilities(probabilities, tags);
    double[] surplus = new double[BINS];
    for (int film = 0; film < labels.length; film++) {
      for (int tag = 0; tag < tags; tag++) {
        double probability = probabilities[film][tag];
        surplus[bin(probability)] += probability - (labels[film][tag] ? 1 : 0);
      }
    }
    double sum = 0;
    for (double difference : surplus) {
      sum += Math.abs(difference);
    }
    return sum / labels.length / tags;
  }

  private static int bin(double probability) {
    return Math.min(BINS - 1, Math.max(0, (int) Math.ceil(probability * BINS) - 1));
  }

  /**
   * Returns the temperature that minimizes the cross entropy of logits divided by it. A temperature
   * never changes which tag has the highest probability. Fit it on films that were not used for
   * training.
   *
   * @param labels tag index of each film
   * @param logits {@code [films, tags]}
   * @return 0.1 to 10; above 1 if the tagger was overconfident
   * @throws IllegalArgumentException if there are no films, the lengths differ, or a logit is not
   *     finite
   */
  public static double fitTemperature(int[] labels, float[][] logits) {
    Checks.sameLength(labels.length, logits.length);
    Checks.labels(labels, logits[0].length);
    Checks.finite(logits, logits[0].length);
    if (slope(labels, logits, 1) == 0) {
      return 1;
    }
    // The loss is convex in the inverse temperature, so its slope has a single zero.
    double low = 1 / HIGHEST;
    double high = 1 / LOWEST;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (slope(labels, logits, middle) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return 2 / (low + high);
  }

  /** Returns the softmax of one film's logits divided by the temperature. */
  public static float[] softmax(float[] logits, double temperature) {
    double[] exact = softmaxTimes(logits, 1 / temperature);
    float[] probabilities = new float[exact.length];
    for (int tag = 0; tag < exact.length; tag++) {
      probabilities[tag] = (float) exact[tag];
    }
    return probabilities;
  }

  /** Returns the derivative of the summed loss with respect to the inverse temperature. */
  private static double slope(int[] labels, float[][] logits, double inverse) {
    double slope = 0;
    for (int film = 0; film < labels.length; film++) {
      float[] row = logits[film];
      double[] probabilities = softmaxTimes(row, inverse);
      for (int tag = 0; tag < row.length; tag++) {
        slope += probabilities[tag] * row[tag];
      }
      slope -= row[labels[film]];
    }
    return slope;
  }

  private static double[] softmaxTimes(float[] logits, double inverse) {
    double highest = logits[Choice.best(logits)];
    double[] values = new double[logits.length];
    double sum = 0;
    for (int tag = 0; tag < values.length; tag++) {
      values[tag] = Math.exp((logits[tag] - highest) * inverse);
      sum += values[tag];
    }
    for (int tag = 0; tag < values.length; tag++) {
      values[tag] /= sum;
    }
    return values;
  }
}
