package org.tagline.evaluate;

/** Mean unweighted cross entropy of probabilities, in nats. */
final class LogLoss {
  /** A probability of 0 for the truth would cost infinity and drown every other document. */
  private static final double SMALLEST = 1e-7;

  private LogLoss() {}

  static double single(int[] labels, float[][] probabilities) {
    double sum = 0;
    for (int document = 0; document < labels.length; document++) {
      double right = probabilities[document][labels[document]];
      sum -= Math.log(Math.min(1, Math.max(SMALLEST, right)));
    }
    return sum / labels.length;
  }

  static double multi(boolean[][] labels, float[][] probabilities) {
    double sum = 0;
    int tags = labels[0].length;
    for (int document = 0; document < labels.length; document++) {
      for (int tag = 0; tag < tags; tag++) {
        double p = probabilities[document][tag];
        double right = labels[document][tag] ? p : 1 - p;
        sum -= Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, right)));
      }
    }
    return sum / ((double) labels.length * tags);
  }
}
