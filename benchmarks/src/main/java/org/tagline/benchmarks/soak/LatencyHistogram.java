package org.tagline.benchmarks.soak;

/**
 * Counts of latencies in buckets that are 5 % wide, so that memory does not depend on the number of
 * answers. Not thread-safe.
 */
final class LatencyHistogram {
  private static final double LOWEST_MILLIS = 0.05;
  private static final double WIDTH = Math.log(1.05);
  private static final int BUCKETS = 320;

  private final long[] counts = new long[BUCKETS];
  private long total;

  void add(double millis) {
    int bucket = (int) Math.ceil(Math.log(Math.max(millis, LOWEST_MILLIS) / LOWEST_MILLIS) / WIDTH);
    counts[Math.min(bucket, BUCKETS - 1)]++;
    total++;
  }

  void add(LatencyHistogram other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  long total() {
    return total;
  }

  /**
   * Returns a percentile in milliseconds, at most 5 % too large, or NaN if nothing was counted.
   *
   * @param percent from 0 to 100
   */
  double percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * total));
    long below = 0;
    for (int i = 0; i < BUCKETS; i++) {
      below += counts[i];
      if (below >= rank) {
        return LOWEST_MILLIS * Math.exp(i * WIDTH);
      }
    }
    return Double.NaN;
  }
}
