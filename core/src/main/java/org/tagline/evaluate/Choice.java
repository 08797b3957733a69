package org.tagline.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chooses the tags of a film from its probabilities. Ties go to the lower index. Stateless and
 * thread-safe.
 */
public final class Choice {
  private Choice() {}

  /** Returns the index of the highest probability. */
  public static int best(float[] probabilities) {
    int best = 0;
    for (int tag = 1; tag < probabilities.length; tag++) {
      if (probabilities[tag] > probabilities[best]) {
        best = tag;
      }
    }
    return best;
  }

  /**
   * Returns the margin between the highest and the second highest score; infinite for one score.
   */
  public static float lead(float[] scores) {
    float first = Float.NEGATIVE_INFINITY;
    float second = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      second = Math.max(second, Math.min(first, score));
      first = Math.max(first, score);
    }
    return first - second;
  }

  /** Returns the indexes of the {@code k} highest probabilities, or of all if there are fewer. */
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
   * Returns the indexes of the tags whose probability reaches their threshold, in ascending order.
   *
   * @param probabilities {@code [tags]}
   * @param thresholds {@code [tags]}
   */
  public static int[] above(float[] probabilities, float[] thresholds) {
    return IntStream.range(0, probabilities.length)
        .filter(tag -> probabilities[tag] >= thresholds[tag])
        .toArray();
  }
}
