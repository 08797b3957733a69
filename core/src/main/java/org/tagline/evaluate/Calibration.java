package org.tagline.evaluate;

/**
 * Whether a probability of 0.8 is right eight times in ten, and how to make it so with one number
 * (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017). {@link PlattScaling} does so
 * for each of many tags. Thread-safe.
 */
public final class Calibration {
  private static final int BINS = 15;

  /** Beyond these the validation part is too small or too easy to say more. */
  private static final double LOWEST = 0.1;

  private static final double HIGHEST = 10;

  private Calibration() {}

  /**
   * The expected calibration error: how far the highest probability and being right are apart, in
   * 15 bins of equal width, each open below and closed above, weighted by their documents.
   *
   * @param labels each document's tag index
   * @param probabilities {@code [documents, tags]}
   * @return from 0 (calibrated) to 1
   * @throws IllegalArgumentException for no documents, unequal lengths, or something that is not a
   *     probability
   */
  public static double expectedError(int[] labels, float[][] probabilities) {
    Checks.sameLength(labels.length, probabilities.length);
    int tags = probabilities[0].length;
    Checks.labels(labels, tags);
    Checks.probabilities(probabilities, tags);
    double[] surplus = new double[BINS];
    for (int document = 0; document < labels.length; document++) {
      int best = Choice.best(probabilities[document]);
      double confidence = probabilities[document][best];
      surplus[bin(confidence)] += confidence - (best == labels[document] ? 1 : 0);
    }
    double sum = 0;
    for (double difference : surplus) {
      sum += Math.abs(difference);
    }
    return sum / labels.length;
  }

  /**
   * The expected calibration error of any number of tags a document: every tag of every document is
   * a probability that is right or not, in 15 bins of equal width. Where most tags are improbable,
   * so is the error: compare it only between taggers of the same tags.
   *
   * @param labels {@code [documents, tags]}
   * @param probabilities {@code [documents, tags]}
   * @return from 0 (calibrated) to 1
   * @throws IllegalArgumentException for no documents, unequal lengths, or something that is not a
   *     probability
   */
  public static double expectedError(boolean[][] labels, float[][] probabilities) {
    Checks.sameLength(labels.length, probabilities.length);
    int tags = labels[0].length;
    Checks.labels(labels, tags);
    Checks.probabilities(probabilities, tags);
    double[] surplus = new double[BINS];
    for (int document = 0; document < labels.length; document++) {
      for (int tag = 0; tag < tags; tag++) {
        double probability = probabilities[document][tag];
        surplus[bin(probability)] += probability - (labels[document][tag] ? 1 : 0);
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
   * The temperature by which to divide logits so that their cross entropy on these documents is
   * lowest; it never changes which tag comes first. Fit it on documents the tagger was not trained
   * on.
   *
   * @param labels each document's tag index
   * @param logits {@code [documents, tags]}
   * @return from 0.1 to 10; over 1 where the tagger was too sure of itself
   * @throws IllegalArgumentException for no documents, unequal lengths, or a logit that is not
   *     finite
   */
  public static double fitTemperature(int[] labels, float[][] logits) {
    Checks.sameLength(labels.length, logits.length);
    Checks.labels(labels, logits[0].length);
    Checks.finite(logits, logits[0].length);
    if (slope(labels, logits, 1) == 0) {
      return 1;
    }
    // The loss is convex in the inverse temperature, so its slope has one zero to close in on.
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

  /** One document's probabilities at a temperature. */
  public static float[] softmax(float[] logits, double temperature) {
    double[] exact = softmaxTimes(logits, 1 / temperature);
    float[] probabilities = new float[exact.length];
    for (int tag = 0; tag < exact.length; tag++) {
      probabilities[tag] = (float) exact[tag];
    }
    return probabilities;
  }

  /** The derivative of the summed loss by the inverse temperature. */
  private static double slope(int[] labels, float[][] logits, double inverse) {
    double slope = 0;
    for (int document = 0; document < labels.length; document++) {
      float[] row = logits[document];
      double[] probabilities = softmaxTimes(row, inverse);
      for (int tag = 0; tag < row.length; tag++) {
        slope += probabilities[tag] * row[tag];
      }
      slope -= row[labels[document]];
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
