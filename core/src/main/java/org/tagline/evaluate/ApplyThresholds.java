package org.tagline.evaluate;

/**
 * From which probability on a tag is right as often as wanted. Tags differ in how far they can be
 * trusted at the same probability, so each speaks for itself, and only where enough documents do.
 * Choose on documents that are neither trained nor tested on. Thread-safe.
 */
public final class ApplyThresholds {
  /** On fewer documents a share of nine in ten is mostly luck. */
  private static final int LEAST_DOCUMENTS = 30;

  private ApplyThresholds() {}

  /**
   * One threshold a tag: the lowest probability such that of the documents that reach it, at least
   * 30, the wanted share carries the tag.
   *
   * @param labels {@code [documents, tags]}
   * @param probabilities {@code [documents, tags]}
   * @param precision wanted, 0 to 1
   * @param never the threshold of a tag that has no such probability
   * @throws IllegalArgumentException for no documents, unequal lengths, or something that is not a
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
      if (given >= LEAST_DOCUMENTS && ranked.endsTie(rank) && right >= precision * given) {
        threshold = ranked.score(rank);
      }
    }
    return threshold;
  }
}
