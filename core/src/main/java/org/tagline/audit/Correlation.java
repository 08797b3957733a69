package org.tagline.audit;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Correlation of scores and significance of rankings. */
final class Correlation {
  private static final double EPSILON = 1e-6;

  private Correlation() {}

  /**
   * Returns logits {@code [tags, films]}, scaled to mean 0 and norm 1 for each tag; all 0 if they
   * are equal.
   */
  static double[][] standardizedLogits(float[][] probabilities, int tags) {
    double[][] logits = new double[tags][probabilities.length];
    for (int tag = 0; tag < tags; tag++) {
      for (int film = 0; film < probabilities.length; film++) {
        double p = Math.min(Math.max(probabilities[film][tag], EPSILON), 1 - EPSILON);
        logits[tag][film] = Math.log(p / (1 - p));
      }
      double mean = Arrays.stream(logits[tag]).average().orElse(0);
      double length = Math.sqrt(Arrays.stream(logits[tag]).map(x -> (x - mean) * (x - mean)).sum());
      Arrays.setAll(logits[tag], logitsOf(logits[tag], mean, length));
    }
    return logits;
  }

  private static java.util.function.IntToDoubleFunction logitsOf(
      double[] values, double mean, double length) {
    double[] copy = values.clone();
    return film -> length < EPSILON ? 0 : (copy[film] - mean) / length;
  }

  /** Returns Pearson's correlation of standardized values. */
  static double of(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }

  /**
   * Returns the z-score of the Mann-Whitney U test: by how many standard deviations films with a
   * tag rank above films without it; 0 if all films or none have it.
   */
  static double rankZ(boolean[][] labels, float[][] probabilities, int tag) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted((a, b) -> Float.compare(probabilities[a][tag], probabilities[b][tag]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    double with = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int positives = 0;
      float score = probabilities[order[from]][tag];
      while (to < order.length && probabilities[order[to]][tag] == score) {
        positives += labels[order[to]][tag] ? 1 : 0;
        to++;
      }
      ranks += positives * (from + 1 + to) / 2.0;
      with += positives;
      from = to;
    }
    double without = order.length - with;
    if (with == 0 || without == 0) {
      return 0;
    }
    double mean = with * (order.length + 1) / 2;
    return (ranks - mean) / Math.sqrt(with * without * (order.length + 1) / 12);
  }
}
