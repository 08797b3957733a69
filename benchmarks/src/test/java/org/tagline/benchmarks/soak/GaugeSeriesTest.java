package org.tagline.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GaugeSeriesTest {

  private static GaugeSeries series(Gauge gauge, int seconds, double perSecond) {
    GaugeSeries series = new GaugeSeries(gauge);
    for (int second = 0; second < seconds; second++) {
      series.add(second, 100 + perSecond * second);
    }
    return series;
  }

  @Test
  void aLeakAfterTheWarmUpGrows() {
    assertThat(series(Gauge.DESCRIPTORS, 100, 1).grows(25)).isTrue();
    assertThat(series(Gauge.DESCRIPTORS, 100, 0).grows(25)).isFalse();
  }

  @Test
  void growthDuringTheWarmUpDoesNotCount() {
    GaugeSeries series = series(Gauge.THREADS, 50, 1);
    for (int second = 50; second < 150; second++) {
      series.add(second, 150);
    }

    assertThat(series.grows(50)).isFalse();
    assertThat(series.grows(0)).isFalse();
  }

  @Test
  void memoryOfAYoungVirtualMachineIsNotJudged() {
    assertThat(series(Gauge.RESIDENT, 50, 10).judged(10)).isFalse();
    assertThat(series(Gauge.RESIDENT, 80, 10).judged(10)).isTrue();
    assertThat(series(Gauge.RESIDENT, 80, 10).grows(10)).isTrue();
  }

  @Test
  void whatGrowsWithTheWorkIsNotJudged() {
    assertThat(series(Gauge.LOG, 100, 10).grows(0)).isFalse();
    assertThat(series(Gauge.DATABASE, 100, 10).judged(0)).isFalse();
  }

  @Test
  void fewSamplesAreNotJudged() {
    assertThat(series(Gauge.DESCRIPTORS, 9, 10).judged(0)).isFalse();
    assertThat(series(Gauge.DESCRIPTORS, 10, 10).judged(0)).isTrue();
  }

  @Test
  void theCurveGoesFromTheLowestToTheHighestValue() {
    assertThat(series(Gauge.THREADS, 80, 1).curve(8)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(series(Gauge.THREADS, 3, 0).curve(8)).isEqualTo("▁▁▁");
  }
}
