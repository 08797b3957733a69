package org.tagline.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples of one gauge over the whole soak. Used by one thread. */
final class GaugeSeries {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final double SECONDS_PER_HOUR = 3600;

  private final Gauge gauge;
  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();

  GaugeSeries(Gauge gauge) {
    this.gauge = gauge;
  }

  Gauge gauge() {
    return gauge;
  }

  /**
   * Adds a sample.
   *
   * @param second seconds since the start of the load, ascending
   */
  void add(double second, double value) {
    seconds.add(second);
    values.add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Returns the samples after the warm-up, the times in hours. */
  private double[][] after(double warmUpSeconds) {
    int from = 0;
    while (from < seconds.size() && seconds.get(from) < warmUpSeconds) {
      from++;
    }
    return new double[][] {
      seconds.stream().skip(from).mapToDouble(second -> second / SECONDS_PER_HOUR).toArray(),
      values.stream().skip(from).mapToDouble(Double::doubleValue).toArray()
    };
  }

  /** Returns the trend after the warm-up, or empty if there are too few samples for one. */
  Optional<Trend> trend(double warmUpSeconds) {
    double[][] judged = after(warmUpSeconds);
    return judged[0].length < Trend.FEWEST
        ? Optional.empty()
        : Optional.of(Trend.of(judged[0], judged[1]));
  }

  /** Returns whether the samples suffice for a verdict on a gauge that is judged. */
  boolean judged(double warmUpSeconds) {
    return gauge.judged()
        && trend(warmUpSeconds)
            .filter(trend -> trend.hours() * SECONDS_PER_HOUR >= 0.9 * gauge.shortest())
            .isPresent();
  }

  /** Returns whether the gauge is judged and grows after the warm-up. */
  boolean grows(double warmUpSeconds) {
    return judged(warmUpSeconds) && trend(warmUpSeconds).orElseThrow().grows(gauge.tolerance());
  }

  double first() {
    return values.get(0);
  }

  double last() {
    return values.get(values.size() - 1);
  }

  double highest() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Draws the whole course in block characters, from the lowest to the highest value. */
  String curve(int width) {
    int columns = Math.min(width, values.size());
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double range = highest() - low;
    StringBuilder curve = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      int from = column * values.size() / columns;
      int to = (column + 1) * values.size() / columns;
      double mean =
          values.subList(from, to).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElseThrow();
      int level = range == 0 ? 0 : (int) Math.round((mean - low) / range * (LEVELS.length() - 1));
      curve.append(LEVELS.charAt(level));
    }
    return curve.toString();
  }
}
