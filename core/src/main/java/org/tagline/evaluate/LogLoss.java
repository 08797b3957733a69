package org.tagline.evaluate;

/** Mean cross entropy in nats, without class weights. */
final class LogLoss {
  /** Lower bound of probabilities, so that a single film cannot make the loss infinite. */
  private static final double SMALLEST = 1e-7;

  private LogLoss() {}

  static double single(int[] labels, float[][] probabilities) {
    double sum = 0;
    for (int film = 0; film < labels.length; film++) {
      double right = probabilities[film][labels[film]];
      sum -= Math.log(Math.min(1, Math.max(SMALLEST, right)));
    }
    return sum / labels.length;
  }

  static double multi(boolean[][] labels, float[][] probabilities) {
    double sum = 0;
    int tags = labels[0].length;
    for (int film = 0; film < labels.length; film++) {
      for (int tag = 0; tag < tags; tag++) {
        double p = probabilities[film][tag];
        double right = labels[film][tag] ? p : 1 - p;
        sum -= Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, right)));
      }
    }
    return sum / ((double) labels.length * tags);
  }
}
