package org.tagline.evaluate;

import java.util.Arrays;

/**
 * Probabilities in descending order, each with its label. Both are packed into one long for
 * sorting: the bit patterns of non-negative floats have the order of the floats.
 */
final class RankedScores {
  private final long[] packed;

  private RankedScores(long[] packed) {
    this.packed = packed;
    Arrays.sort(packed);
  }

  static RankedScores ofTag(boolean[][] labels, float[][] probabilities, int tag) {
    long[] packed = new long[labels.length];
    for (int film = 0; film < packed.length; film++) {
      packed[film] = pack(probabilities[film][tag], labels[film][tag]);
    }
    return new RankedScores(packed);
  }

  static RankedScores ofAllTags(boolean[][] labels, float[][] probabilities) {
    int tags = labels[0].length;
    long[] packed = new long[Math.multiplyExact(labels.length, tags)];
    for (int index = 0; index < packed.length; index++) {
      int film = index / tags;
      int tag = index % tags;
      packed[index] = pack(probabilities[film][tag], labels[film][tag]);
    }
    return new RankedScores(packed);
  }

  int size() {
    return packed.length;
  }

  float score(int rank) {
    return Float.intBitsToFloat((int) (at(rank) >>> 1));
  }

  boolean positive(int rank) {
    return (at(rank) & 1) == 1;
  }

  int positives() {
    return (int) Arrays.stream(packed).filter(value -> (value & 1) == 1).count();
  }

  /**
   * Returns whether a threshold can separate this rank from the next, whose score is lower or
   * missing.
   */
  boolean endsTie(int rank) {
    return rank == packed.length - 1 || score(rank) > score(rank + 1);
  }

  private long at(int rank) {
    return packed[packed.length - 1 - rank];
  }

  private static long pack(float score, boolean positive) {
    // + 0f turns −0 into 0; the bit pattern of −0 would sort above every other score.
    return ((long) Float.floatToIntBits(score + 0f) << 1) | (positive ? 1 : 0);
  }
}
