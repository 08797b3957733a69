package org.tagline.evaluate;

import java.util.Arrays;

/**
 * The probabilities from which a multi-label tagger gives a tag. Choose them on documents that are
 * neither trained nor tested on: a threshold chosen on the test part makes its figures too good. A
 * chosen threshold lies halfway between the last probability it lets in and the first it keeps out.
 * Thread-safe.
 */
public final class Thresholds {
  /** What is used where there is nothing to choose from. */
  public static final float DEFAULT = 0.5f;

  /** How much a tag's own best threshold counts beside the global one; see the decision on it. */
  private static final double OWN_SHARE = 0.35;

  private Thresholds() {}

  /**
   * The one threshold for all tags with the best micro-F1; {@link #DEFAULT} where no document
   * carries any tag.
   *
   * @param labels {@code [documents, tags]}
   * @param probabilities {@code [documents, tags]}
   * @throws IllegalArgumentException for no documents, unequal lengths, or something that is not a
   *     probability
   */
  public static float global(boolean[][] labels, float[][] probabilities) {
    check(labels, probabilities);
    return best(RankedScores.ofAllTags(labels, probabilities));
  }

  /**
   * A threshold for each tag with the best F1 of that tag; tags with little support, where the best
   * is mostly luck, get {@link #global}.
   *
   * @param minimumSupport how many documents must carry a tag for it to get its own threshold
   * @return one a tag
   * @throws IllegalArgumentException as {@link #global}
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
   * A threshold for each tag between its own best one and the global one (their weighted geometric
   * mean): what raises the tag's F1 and costs the others little. Tags with little support get
   * {@link #global}. Give it calibrated probabilities, so that thresholds of tags compare.
   *
   * @param minimumSupport how many documents must carry a tag for it to get its own threshold
   * @return one a tag
   * @throws IllegalArgumentException as {@link #global}
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

  /** The same threshold for every tag. */
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
      // Only a strictly better F1 moves on: of equal thresholds the highest gives fewest tags.
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
    // Between neighbouring floats there is no middle.
    return middle > highestOut ? middle : lowestIn;
  }

  private static void check(boolean[][] labels, float[][] probabilities) {
    Checks.sameLength(labels.length, probabilities.length);
    int tags = labels[0].length;
    Checks.labels(labels, tags);
    Checks.probabilities(probabilities, tags);
  }
}
