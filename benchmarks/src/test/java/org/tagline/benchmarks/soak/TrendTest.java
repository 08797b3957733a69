package org.tagline.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final int SAMPLES = 90;
  private static final double HOURS = 0.5;

  /** Returns the trend of a course over half an hour, with correlated noise of this size. */
  private static Trend trend(DoubleUnaryOperator course, double noise, long seed) {
    Random random = new Random(seed);
    double[] hours = new double[SAMPLES];
    double[] values = new double[SAMPLES];
    double drift = 0;
    for (int i = 0; i < SAMPLES; i++) {
      hours[i] = HOURS * i / (SAMPLES - 1);
      drift = 0.5 * drift + random.nextGaussian() * noise;
      values[i] = course.applyAsDouble(hours[i]) + drift;
    }
    return Trend.of(hours, values);
  }

  @Test
  void aLineHasItsSlopeAndNoInterval() {
    Trend trend = trend(hour -> 100 + 30 * hour, 0, 1);

    assertThat(trend.perHour()).isCloseTo(30, within(1e-9));
    assertThat(trend.halfWidth()).isCloseTo(0, within(1e-9));
    assertThat(trend.hours()).isCloseTo(HOURS, within(1e-9));
  }

  @Test
  void noiseAroundALevelHardlyEverGrows() {
    int found = 0;
    for (int seed = 0; seed < 1000; seed++) {
      found += trend(hour -> 100, 5, seed).grows(0) ? 1 : 0;
    }

    // One side of a 95 % interval that holds for correlated noise; ±2.5 % of 1,000 is 10.
    assertThat(found).isBetween(1, 50);
  }

  @Test
  void theIntervalHoldsTheSlopeNineteenTimesOfTwenty() {
    int held = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Trend trend = trend(hour -> 100 + 8 * hour, 5, seed);
      held += Math.abs(trend.perHour() - 8) <= trend.halfWidth() ? 1 : 0;
    }

    assertThat(held).isBetween(910, 980);
  }

  @Test
  void aSlopeAboveTheToleranceIsFoundInNoise() {
    for (int seed = 0; seed < 100; seed++) {
      // 40 units in half an hour, of which the noise hides some.
      assertThat(trend(hour -> 100 + 80 * hour, 5, seed).grows(8)).isTrue();
    }
  }

  @Test
  void aSlopeBelowTheToleranceIsAccepted() {
    assertThat(trend(hour -> 100 + 80 * hour, 0, 1).grows(41)).isFalse();
    assertThat(trend(hour -> 100 + 80 * hour, 0, 1).grows(39)).isTrue();
  }

  @Test
  void aCacheThatFillsUpIsNoLeak() {
    assertThat(trend(hour -> 100 + 60 * (1 - Math.exp(-hour * 12)), 0.5, 1).grows(8)).isFalse();
  }

  @Test
  void leaksInStepsAndAcceleratingOnesAreFound() {
    assertThat(trend(hour -> 100 + 20 * Math.floor(hour * 10), 1, 1).grows(8)).isTrue();
    assertThat(trend(hour -> 100 + 200 * hour * hour, 1, 1).grows(8)).isTrue();
  }

  @Test
  void aFallingSeriesIsNoLeak() {
    assertThat(trend(hour -> 100 - 80 * hour, 1, 1).grows(0)).isFalse();
  }

  @Test
  void theSmallestSlopeThatIsFoundIsTheLimit() {
    Trend trend = trend(hour -> 100 + 80 * hour, 2, 1);
    double limit = trend.smallestFound(8);
    Trend above = new Trend(limit + 0.01, trend.halfWidth(), limit, HOURS);
    Trend below = new Trend(limit - 0.01, trend.halfWidth(), limit, HOURS);

    assertThat(above.grows(8)).isTrue();
    assertThat(below.grows(8)).isFalse();
  }

  @Test
  void tooFewSamplesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Trend.of(new double[9], new double[9]));
  }
}
