package org.tagline.dataset;

import java.util.Arrays;
import java.util.List;

/**
 * Summary statistics of an integer property of films, such as the length of the text, like pandas'
 * {@code describe}.
 *
 * @param count number of values
 * @param mean arithmetic mean; NaN if there are no values
 * @param std sample standard deviation (divided by n - 1); NaN for fewer than two values
 * @param min smallest value; 0 if there are no values
 * @param p25 lower quartile, linearly interpolated; NaN if there are no values
 * @param p50 median, linearly interpolated; NaN if there are no values
 * @param p75 upper quartile, linearly interpolated; NaN if there are no values
 * @param max largest value; 0 if there are no values
 * @param histogram histogram of the values
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

  /** Summarizes the values, which need not be sorted and are not modified. */
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
