package org.tagline.evaluate;

/** What every evaluation asks of its input; each message names the first bad document. */
final class Checks {
  /** Softmax in float can add up to a little over 1. */
  private static final float ROUNDING = 1e-3f;

  private Checks() {}

  static void sameLength(int goldRows, int rows) {
    if (goldRows == 0) {
      throw new IllegalArgumentException(
          "there is nothing to evaluate: give at least one document with its tags");
    }
    if (goldRows != rows) {
      throw new IllegalArgumentException(
          "there are labels tags for " + goldRows + " documents but scores for " + rows);
    }
  }

  static void probabilities(float[][] probabilities, int tags) {
    finite(probabilities, tags);
    for (int document = 0; document < probabilities.length; document++) {
      for (float value : probabilities[document]) {
        if (value < 0 || value > 1 + ROUNDING) {
          throw new IllegalArgumentException(
              "document %d has %s where a probability from 0 to 1 is expected"
                  .formatted(document, value));
        }
      }
    }
  }

  static void finite(float[][] scores, int tags) {
    for (int document = 0; document < scores.length; document++) {
      if (scores[document].length != tags) {
        throw new IllegalArgumentException(
            "document %d has %d scores but there are %d tags"
                .formatted(document, scores[document].length, tags));
      }
      for (float value : scores[document]) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "document %d has the score %s; the tagger's weights are broken or its training"
                      .formatted(document, value)
                  + " diverged");
        }
      }
    }
  }

  static void labels(int[] labels, int tags) {
    for (int document = 0; document < labels.length; document++) {
      if (labels[document] < 0 || labels[document] >= tags) {
        throw new IllegalArgumentException(
            "document %d has the tag index %d but there are %d tags"
                .formatted(document, labels[document], tags));
      }
    }
  }

  static void labels(boolean[][] labels, int tags) {
    if (tags == 0) {
      throw new IllegalArgumentException("there are no tags to evaluate");
    }
    for (int document = 0; document < labels.length; document++) {
      if (labels[document].length != tags) {
        throw new IllegalArgumentException(
            "document %d has %d labels marks but there are %d tags"
                .formatted(document, labels[document].length, tags));
      }
    }
  }
}
