package org.tagline.evaluate;

import java.util.Arrays;

/**
 * Chooses the thresholds of a multi-label tagger. Choose them on films that are used neither for
 * training nor for evaluation; thresholds chosen on the test films make their figures too good. A
 * threshold lies halfway between the lowest probability above it and the highest below it.
 * Stateless and thread-safe.
 */
public final class Thresholds {
  /** Threshold if there are no labels to choose from. */
  public static final float DEFAULT = 0.5f;

  /** Weight of a tag's own best threshold relative to the global one; see docs/decisions. */
  private static final double OWN_SHARE = 0.35;

  private Thresholds() {}

  /**
   * Returns the threshold for all tags with the best micro-F1; {@link #DEFAULT} if no film has a
   * tag.
   *
   * @param labels {@code [films, tags]}
   * @param probabilities {@code [films, tags]}
   * @throws IllegalArgumentException if there are no films, the lengths differ, or a value is not a
   *     probability
   */
  public static float global(boolean[][] labels, float[][] probabilities) {
    check(labels, probabilities);
    return best(RankedScores.ofAllTags(labels, probabilities));
  }

  /**
   * Returns the threshold with the best F1 for each tag; tags with little support, for which the
   * best threshold is mostly chance, get {@link #global}.
   *
   * @param labels {@code [films, tags]}
   * @param probabilities {@code [films, tags]}
   * @param minimumSupport smallest support of a tag with its own threshold
   * @return one threshold per tag
   * @throws IllegalArgumentException as for {@link #global}
   */
  public static float[] perTag(boolean[][] labels, float[][] probabilities, int minimumSupport) {
    float fallback = global(labels, probabilities);
    float[] thresholds = uniform(labels[0].length, fallback);
    for (int tag = 0; tag < thresholds.length; tag++) {
      RankedScores ranked = RankedScores.ofTag(labels, probabilities, tag);
      if (ranked.positives() >= Math.max(1, minimumSupport)) {
        thresholds[tag] = best(ranked);
      }
    }
    return thresholds;
  }

  /**
   * Returns a threshold for each tag between its own best threshold and the global one: their
   * weighted geometric mean, which raises the tag's F1 at little cost to the others. Tags with
   * little support get {@link #global}. Requires calibrated probabilities, so that the thresholds
   * of different tags are comparable.
   *
   * @param labels {@code [films, tags]}
   * @param probabilities {@code [films, tags]}
   * @param minimumSupport smallest support of a tag with its own threshold
   * @return one threshold per tag
   * @throws IllegalArgumentException as for {@link #global}
   */
  public static float[] shrunk(boolean[][] labels, float[][] probabilities, int minimumSupport) {
    float global = global(labels, probabilities);
    float[] thresholds = perTag(labels, probabilities, minimumSupport);
    for (int tag = 0; tag < thresholds.length; tag++) {
      thresholds[tag] =
          (float) (Math.pow(thresholds[tag], OWN_SHARE) * Math.pow(global, 1 - OWN_SHARE));
    }
    return thresholds;
  }

  /** Returns one threshold for every tag. */
  public static float[] uniform(int tags, float threshold) {
    float[] thresholds = new float[tags];
    Arrays.fill(thresholds, threshold);
    return thresholds;
  }

  private static float best(RankedScores ranked) {
    int positives = ranked.positives();
    double bestF1 = 0;
    float threshold = DEFAULT;
    int found = 0;
    for (int rank = 0; rank < ranked.size(); rank++) {
      if (ranked.positive(rank)) {
        found++;
      }
      double f1 = 2.0 * found / (rank + 1.0 + positives);
      // Only a strictly better F1 counts: of equally good thresholds the highest predicts fewest
      // tags.
      if (f1 > bestF1 && ranked.endsTie(rank)) {
        bestF1 = f1;
        threshold = below(ranked, rank);
      }
    }
    return threshold;
  }

  private static float below(RankedScores ranked, int rank) {
    float lowestIn = ranked.score(rank);
    float highestOut = rank + 1 < ranked.size() ? ranked.score(rank + 1) : 0;
    float middle = highestOut + (lowestIn - highestOut) / 2;
    // There is no float between neighbouring floats.
    return middle > highestOut ? middle : lowestIn;
  }

  private static void check(boolean[][] labels, float[][] probabilities) {
    Checks.sameLength(labels.length, probabilities.length);
    int tags = labels[0].length;
    Checks.labels(labels, tags);
    Checks.probabilities(probabilities, tags);
  }
}
