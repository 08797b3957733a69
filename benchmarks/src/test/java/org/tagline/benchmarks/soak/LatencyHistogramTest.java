package org.tagline.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void percentilesAreAtMostFivePercentTooLarge() {
    LatencyHistogram latencies = new LatencyHistogram();
    for (int millis = 1; millis <= 1000; millis++) {
      latencies.add(millis);
    }

    assertThat(latencies.percentile(50)).isBetween(500.0, 525.0);
    assertThat(latencies.percentile(99)).isBetween(990.0, 1040.0);
    assertThat(latencies.total()).isEqualTo(1000);
  }

  @Test
  void nothingCountedHasNoPercentile() {
    assertThat(new LatencyHistogram().percentile(50)).isNaN();
  }

  @Test
  void extremesStayWithinTheBuckets() {
    LatencyHistogram latencies = new LatencyHistogram();
    latencies.add(0);
    latencies.add(1e9);

    assertThat(latencies.percentile(1)).isLessThan(0.1);
    assertThat(latencies.percentile(100)).isGreaterThan(100_000);
  }
}
