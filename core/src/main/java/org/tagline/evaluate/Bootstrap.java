package org.tagline.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * 95 % percentile bootstrap intervals over films drawn with replacement (Efron and Tibshirani, "An
 * Introduction to the Bootstrap", 1993, chapter 13). They cover the choice of the held-out films,
 * not the choice of the training seed.
 */
final class Bootstrap {
  static final int RESAMPLES = 1_000;

  private Bootstrap() {}

  /**
   * Returns an interval for each figure, all from the same 1,000 resamples.
   *
   * @param tags number of tags
   * @param seed seed of the resamples; the same seed gives the same intervals on every machine
   */
  static List<Interval> intervals(
      int tags, Outcome[] outcomes, long seed, List<ToDoubleFunction<TagCounts>> figures) {
    // The sequence of java.util.Random is specified, so it is the same on every Java runtime.
    Random random = new Random(seed);
    double[][] values = new double[figures.size()][RESAMPLES];
    TagCounts counts = new TagCounts(tags);
    for (int resample = 0; resample < RESAMPLES; resample++) {
      counts.clear();
      for (int draw = 0; draw < outcomes.length; draw++) {
        counts.add(outcomes[random.nextInt(outcomes.length)]);
      }
      for (int figure = 0; figure < values.length; figure++) {
        values[figure][resample] = figures.get(figure).applyAsDouble(counts);
      }
    }
    return Arrays.stream(values).map(Bootstrap::central95).toList();
  }

  private static Interval central95(double[] values) {
    Arrays.sort(values);
    return new Interval(percentile(values, 0.025), percentile(values, 0.975));
  }

  /** Interpolates linearly between order statistics, like NumPy by default. */
  static double percentile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
