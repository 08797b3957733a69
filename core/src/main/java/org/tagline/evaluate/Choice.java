package org.tagline.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** From one document's probabilities to its tags. Equal probabilities go to the lower index. */
public final class Choice {
  private Choice() {}

  /** The index of the highest probability. */
  public static int best(float[] probabilities) {
    int best = 0;
    for (int tag = 1; tag < probabilities.length; tag++) {
      if (probabilities[tag] > probabilities[best]) {
        best = tag;
      }
    }
    return best;
  }

  /** By how much the highest score is above the next; infinite where there is no other. */
  public static float lead(float[] scores) {
    float first = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      second = Math.max(second, Math.min(first, score));
      first = Math.max(first, score);
    }
    return first - second;
  }

  /** The indexes of the {@code k} highest probabilities, or of all where there are fewer. */
  public static int[] top(float[] probabilities, int k) {
    int[] ranked =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted((a, b) -> Float.compare(probabilities[b], probabilities[a]))
            .mapToInt(tag -> tag)
            .toArray();
    return Arrays.copyOf(ranked, Math.min(k, ranked.length));
  }

  /**
   * The indexes whose probability is at least their threshold, in ascending order.
   *
   * @param thresholds one a tag
   */
  public static int[] above(float[] probabilities, float[] thresholds) {
    return IntStream.range(0, probabilities.length)
        .filter(tag -> probabilities[tag] >= thresholds[tag])
        .toArray();
  }
}
