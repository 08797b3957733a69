package org.tagline.evaluate;

/**
 * Chooses, for each tag, the lowest probability at which the tag reaches a target precision. Tags
 * differ in their precision at the same probability, so each gets its own threshold, provided that
 * there are enough films. Choose the thresholds on films that are used neither for training nor for
 * evaluation. Stateless and thread-safe.
 */
public final class ApplyThresholds {
  /** Smallest number of films on which a precision is estimated. */
  private static final int LEAST_FILMS = 30;

  private ApplyThresholds() {}

  /**
   * Returns one threshold per tag: the lowest probability that at least 30 films reach and at which
   * the share of them with the tag is at least the target precision.
   *
   * @param labels {@code [films, tags]}
   * @param probabilities {@code [films, tags]}
   * @param precision target precision, 0 to 1
   * @param never threshold of a tag that reaches the precision nowhere
   * @throws IllegalArgumentException if there are no films, the lengths differ, or a value is not a
   *     probability
   */
  public static float[] of(
      boolean[][] labels, float[][] probabilities, double precision, float never) {
    Checks.sameLength(labels.length, probabilities.length);
    Checks.labels(labels, labels[0].length);
    Checks.probabilities(probabilities, labels[0].length);
    float[] thresholds = new float[labels[0].length];
    for (int tag = 0; tag < thresholds.length; tag++) {
      thresholds[tag] = of(RankedScores.ofTag(labels, probabilities, tag), precision, never);
    }
    return thresholds;
  }

  private static float of(RankedScores ranked, double precision, float never) {
    float threshold = never;
    int right = 0;
    for (int rank = 0; rank < ranked.size(); rank++) {
      right += ranked.positive(rank) ? 1 : 0;
      int given = rank + 1;
      if (given >= LEAST_FILMS && ranked.endsTie(rank) && right >= precision * given) {
        threshold = ranked.score(rank);
      }
    }
    return threshold;
  }
}
