package org.tagline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlattScalingTest {

  @Test
  void recoversTheScalingOfSyntheticLabels() {
    Random random = new Random(7);
    boolean[] labels = new boolean[20_000];
    double[] logits = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      logits[i] = 3 * random.nextGaussian();
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.5 * logits[i] - 1)));
    }

    PlattScaling scaling = PlattScaling.fit(labels, logits);

    assertThat((double) scaling.slope()).isCloseTo(0.5, within(0.03));
    assertThat((double) scaling.shift()).isCloseTo(-1, within(0.08));
  }

  @Test
  void changesLittleWithFewFilms() {
    PlattScaling scaling = PlattScaling.fit(new boolean[] {true}, new double[] {0.1});

    assertThat((double) scaling.slope()).isCloseTo(1, within(0.1));
  }

  @Test
  void staysFiniteForSeparableFilms() {
    PlattScaling scaling =
        PlattScaling.fit(new boolean[] {false, false, true, true}, new double[] {-90, -80, 80, 90});

    assertThat(scaling.slope()).isFinite().isPositive();
    assertThat(scaling.probability(80)).isGreaterThan(0.9f);
  }

  @Test
  void neverReversesTheOrder() {
    PlattScaling scaling =
        PlattScaling.fit(
            new boolean[] {true, true, true, false, false, false},
            new double[] {-3, -3, -3, 3, 3, 3});

    assertThat(scaling.slope()).isNotNegative();
  }
}
