package org.tagline.evaluate;

/**
 * How tags stand in each document's ranking, whatever the thresholds; conventions as scikit-learn's
 * {@code coverage_error} and {@code label_ranking_loss}.
 */
final class Ranking {
  private Ranking() {}

  /**
   * How many of its most probable tags a document must be given to have all that it carries, on
   * average; 0 for a document without tags.
   */
  static double coverage(boolean[][] labels, float[][] probabilities) {
    long sum = 0;
    for (int document = 0; document < labels.length; document++) {
      float lowest = Float.POSITIVE_INFINITY;
      for (int tag = 0; tag < labels[document].length; tag++) {
        if (labels[document][tag]) {
          lowest = Math.min(lowest, probabilities[document][tag]);
        }
      }
      for (float probability : probabilities[document]) {
        sum += probability >= lowest ? 1 : 0;
      }
    }
    return (double) sum / labels.length;
  }

  /**
   * The share of pairs of a tag that is carried and one that is not in which the latter is as
   * probable or more; 0 for a document without such pairs.
   */
  static double loss(boolean[][] labels, float[][] probabilities) {
    double sum = 0;
    for (int document = 0; document < labels.length; document++) {
      sum += loss(labels[document], probabilities[document]);
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
