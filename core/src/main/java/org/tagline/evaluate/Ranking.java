package org.tagline.evaluate;

/**
 * Ranking metrics of multi-label predictions, independent of thresholds, like scikit-learn's {@code
 * coverage_error} and {@code label_ranking_loss}.
 */
final class Ranking {
  private Ranking() {}

  /**
   * Returns the mean number of most probable tags needed to include all tags of a film; 0 for a
   * film without tags.
   */
  static double coverage(boolean[][] labels, float[][] probabilities) {
    long sum = 0;
    for (int film = 0; film < labels.length; film++) {
      float lowest = Float.POSITIVE_INFINITY;
      for (int tag = 0; tag < labels[film].length; tag++) {
        if (labels[film][tag]) {
          lowest = Math.min(lowest, probabilities[film][tag]);
        }
      }
      for (float probability : probabilities[film]) {
        sum += probability >= lowest ? 1 : 0;
      }
    }
    return (double) sum / labels.length;
  }

  /**
   * Returns the mean share of pairs of a right and a wrong tag in which the wrong tag is at least
   * as probable; 0 for a film without such pairs.
   */
  static double loss(boolean[][] labels, float[][] probabilities) {
    double sum = 0;
    for (int film = 0; film < labels.length; film++) {
      sum += loss(labels[film], probabilities[film]);
    }
    return sum / labels.length;
  }

  private static double loss(boolean[] labels, float[] probabilities) {
    long wrong = 0;
    long pairs = 0;
    for (int carried = 0; carried < labels.length; carried++) {
      for (int other = 0; labels[carried] && other < labels.length; other++) {
        if (!labels[other]) {
          pairs++;
          wrong += probabilities[other] >= probabilities[carried] ? 1 : 0;
        }
      }
    }
    return pairs == 0 ? 0 : (double) wrong / pairs;
  }
}
