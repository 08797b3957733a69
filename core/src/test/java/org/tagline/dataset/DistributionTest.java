package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void figuresMatchPandas() {
    Distribution distribution = Distribution.of(new int[] {7, 1, 2, 10});

    assertThat(distribution.mean()).isEqualTo(5);
    assertThat(distribution.std()).isCloseTo(4.242640687119285, within(1e-12));
    assertThat(distribution.p25()).isEqualTo(1.75);
    assertThat(distribution.p50()).isEqualTo(4.5);
    assertThat(distribution.p75()).isEqualTo(7.75);
  }

  @Test
  void oneValueHasNoSpread() {
    Distribution distribution = Distribution.of(new int[] {3});

    assertThat(distribution.std()).isNaN();
    assertThat(distribution.p75()).isEqualTo(3);
    assertThat(distribution.histogram())
        .isEqualTo(new Histogram(3, 1, java.util.List.of(1), false));
  }

  @Test
  void largeValuesDoNotOverflow() {
    Distribution distribution =
        Distribution.of(new int[] {0, Integer.MAX_VALUE, Integer.MAX_VALUE});

    assertThat(distribution.mean()).isCloseTo(2.0 / 3 * Integer.MAX_VALUE, within(1.0));
    assertThat(distribution.p50()).isEqualTo(Integer.MAX_VALUE);
    assertThat(distribution.histogram().counts()).endsWith(2);
  }

  @Test
  void aHistogramCountsEveryValueOnceInBarsOfRoundWidth() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int bound = 1 + random.nextInt(1 << (1 + random.nextInt(28)));
      int[] values =
          random
              .ints(1 + random.nextInt(500), 0, bound)
              .map(v -> random.nextInt(20) == 0 ? v * 4 : v)
              .toArray();

      Histogram histogram = Distribution.of(values).histogram();

      assertThat(histogram.counts().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(values.length);
      assertThat(histogram.counts()).hasSizeBetween(1, 28);
      assertThat(Integer.toString(histogram.width())).matches("[125]0*");
    }
  }
}
