package org.tagline.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Histogram with bars of equal, round width. A few very large values would push all others into the
 * first bars, so the last bar may be open-ended.
 *
 * @param from start of the first bar
 * @param width width of every bar
 * @param counts number of values in each bar
 * @param openEnded whether the last bar has no upper bound
 */
public record Histogram(int from, int width, List<Integer> counts, boolean openEnded) {
  private static final int BARS = 25;
  private static final double SHARE_IN_CLOSED_BARS = 0.98;

  public Histogram {
    counts = List.copyOf(counts);
  }

  /** Returns the start of a bar. */
  public int start(int bar) {
    return from + bar * width;
  }

  static Histogram ofSorted(int[] sorted) {
    int min = sorted[0];
    int max = sorted[sorted.length - 1];
    double usual = Distribution.quantile(sorted, SHARE_IN_CLOSED_BARS);
    int width = roundWidth((usual - min) / BARS);
    int from = Math.floorDiv(min, width) * width;
    int last = (int) ((usual - from) / width) + (max > usual ? 1 : 0);
    Integer[] counts = new Integer[last + 1];
    Arrays.fill(counts, 0);
    for (int value : sorted) {
      counts[Math.min(last, (value - from) / width)]++;
    }
    return new Histogram(from, width, List.of(counts), (max - from) / width > last);
  }

  /** Rounds up to the next of 1, 2, 5, 10, 20, 50, … */
  private static int roundWidth(double width) {
    int power = 1;
    while (power * 10L <= width) {
      power *= 10;
    }
    for (int step : new int[] {1, 2, 5}) {
      if (step * (double) power >= width) {
        return step * power;
      }
    }
    return power * 10;
  }
}
