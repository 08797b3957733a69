package org.tagline.benchmarks.soak;

import java.util.Arrays;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.compare.StudentT;

/**
 * The slope of a series over time with its 95 % confidence interval.
 *
 * <p>Neighbouring samples resemble each other, so the samples themselves would give an interval
 * that is much too narrow. The series is therefore cut into ten blocks of equally many samples, and
 * a line is fitted to the blocks' medians by least squares (the method of batch means; Law,
 * Simulation Modeling and Analysis, chapter 9). The interval is that of Student's t with eight
 * degrees of freedom.
 *
 * @param perHour the slope per hour
 * @param halfWidth half the width of the interval
 * @param laterPerHour the slope of the second half alone
 * @param hours the length of the series
 */
record Trend(double perHour, double halfWidth, double laterPerHour, double hours) {
  /** Fewest samples: one per block. */
  static final int FEWEST = 10;

  private static final int BLOCKS = 10;
  private static final double PROBABILITY = 0.05;

  /** A steady leak keeps its slope; a pool or cache that fills up loses most of it. */
  private static final double STEADY = 1.0 / 3;

  /**
   * Fits the trend.
   *
   * @param hours the times of the samples in hours, ascending
   * @param values the samples
   * @throws IllegalArgumentException if there are fewer than {@value #FEWEST} samples
   */
  static Trend of(double[] hours, double[] values) {
    if (values.length < FEWEST || values.length != hours.length) {
      throw new IllegalArgumentException(
          "a trend needs at least " + FEWEST + " samples, not " + values.length);
    }
    double[] times = blocks(hours);
    double[] medians = blocks(values);
    int half = BLOCKS / 2;
    double perHour = slope(times, medians);
    return new Trend(
        perHour,
        StudentT.critical(PROBABILITY, BLOCKS - 2) * standardError(times, medians, perHour),
        slope(Arrays.copyOfRange(times, half, BLOCKS), Arrays.copyOfRange(medians, half, BLOCKS)),
        hours[hours.length - 1] - hours[0]);
  }

  /**
   * Returns whether the series grows: the lower end of the interval, over the length of the series,
   * exceeds the tolerance, and the second half still grows.
   */
  boolean grows(double tolerance) {
    return (perHour - halfWidth) * hours > tolerance && laterPerHour > perHour * STEADY;
  }

  /** Returns the smallest slope per hour that would count as growth with this interval. */
  double smallestFound(double tolerance) {
    return halfWidth + tolerance / hours;
  }

  private static double[] blocks(double[] values) {
    double[] medians = new double[BLOCKS];
    for (int block = 0; block < BLOCKS; block++) {
      int from = block * values.length / BLOCKS;
      int to = (block + 1) * values.length / BLOCKS;
      medians[block] = MedianRange.of(Arrays.stream(values, from, to).boxed().toList()).median();
    }
    return medians;
  }

  private static double slope(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return products / squares;
  }

  private static double standardError(double[] x, double[] y, double slope) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double residuals = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double residual = y[i] - meanY - slope * (x[i] - meanX);
      residuals += residual * residual;
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return Math.sqrt(residuals / (x.length - 2) / squares);
  }
}
