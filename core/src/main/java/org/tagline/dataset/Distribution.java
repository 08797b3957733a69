package org.tagline.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * How a whole number (a length, a count) is spread over films, as pandas' {@code describe} says it.
 *
 * @param count how many values
 * @param mean NaN without values
 * @param std sample standard deviation (divided by n - 1); NaN for fewer than two values
 * @param min 0 without values, like {@code max}
 * @param p25 lower quartile, interpolated linearly between neighbours; NaN without values
 * @param p50 median, likewise
 * @param p75 upper quartile, likewise
 * @param max the largest value
 * @param histogram the same values in bars
 */
public record Distribution(
    int count,
    double mean,
    double std,
    int min,
    double p25,
    double p50,
    double p75,
    int max,
    Histogram histogram) {

  /** Describes the values, which may come in any order and are not changed. */
  public static Distribution of(int[] values) {
    int[] sorted = values.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double mean = (double) Arrays.stream(sorted).asLongStream().sum() / count;
    double squares = 0;
    for (int value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    return new Distribution(
        count,
        mean,
        count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1)),
        count == 0 ? 0 : sorted[0],
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75),
        count == 0 ? 0 : sorted[count - 1],
        count == 0 ? new Histogram(0, 1, List.of(), false) : Histogram.ofSorted(sorted));
  }

  static double quantile(int[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * ((double) sorted[above] - sorted[below]);
  }
}
