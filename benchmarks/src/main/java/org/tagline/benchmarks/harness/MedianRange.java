package org.tagline.benchmarks.harness;

import java.util.Collection;
import java.util.Locale;

/** Median and range of repeated measurements. */
public record MedianRange(double min, double median, double max) {

  /**
   * Summarizes values. The median of an even number of values is the mean of the middle two.
   *
   * @throws IllegalArgumentException if there are no values
   */
  public static MedianRange of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int upper = sorted.length / 2;
    int lower = (sorted.length - 1) / 2;
    return new MedianRange(
        sorted[0], (sorted[lower] + sorted[upper]) / 2, sorted[sorted.length - 1]);
  }

  /** Formats the median and the range, such as {@code 2.71 (2.64–2.80)}. */
  public String text(int decimals) {
    String number = "%." + decimals + "f";
    String format = number + " (" + number + "–" + number + ")";
    return String.format(Locale.ROOT, format, median, min, max);
  }
}
