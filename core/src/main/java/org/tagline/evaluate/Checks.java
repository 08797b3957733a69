package org.tagline.evaluate;

/** Checks the input of an evaluation; each message gives the index of the first invalid film. */
final class Checks {
  /** Tolerance for float probabilities slightly above 1. */
  private static final float ROUNDING = 1e-3f;

  private Checks() {}

  static void sameLength(int labelRows, int rows) {
    if (labelRows == 0) {
      throw new IllegalArgumentException(
          "there is nothing to evaluate: provide at least one film with its tags");
    }
    if (labelRows != rows) {
      throw new IllegalArgumentException(
          "there are labels for " + labelRows + " films but scores for " + rows);
    }
  }

  static void probabilities(float[][] probabilities, int tags) {
    finite(probabilities, tags);
    for (int film = 0; film < probabilities.length; film++) {
      for (float value : probabilities[film]) {
        if (value < 0 || value > 1 + ROUNDING) {
          throw new IllegalArgumentException(
              "film %d has %s where a probability between 0 and 1 is expected"
                  .formatted(film, value));
        }
      }
    }
  }

  static void finite(float[][] scores, int tags) {
    for (int film = 0; film < scores.length; film++) {
      if (scores[film].length != tags) {
        throw new IllegalArgumentException(
            "film %d has %d scores but there are %d tags"
                .formatted(film, scores[film].length, tags));
      }
      for (float value : scores[film]) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException(
              "film %d has the score %s; the tagger's weights are damaged or its training"
                      .formatted(film, value)
                  + " diverged");
        }
      }
    }
  }

  static void labels(int[] labels, int tags) {
    for (int film = 0; film < labels.length; film++) {
      if (labels[film] < 0 || labels[film] >= tags) {
        throw new IllegalArgumentException(
            "film %d has the tag index %d but there are %d tags"
                .formatted(film, labels[film], tags));
      }
    }
  }

  static void labels(boolean[][] labels, int tags) {
    if (tags == 0) {
      throw new IllegalArgumentException("there are no tags to evaluate");
    }
    for (int film = 0; film < labels.length; film++) {
      if (labels[film].length != tags) {
        throw new IllegalArgumentException(
            "film %d has %d labels but there are %d tags"
                .formatted(film, labels[film].length, tags));
      }
    }
  }
}
