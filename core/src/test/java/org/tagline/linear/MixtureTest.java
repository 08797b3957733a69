package org.tagline.linear;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final float[][] RIGHT = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
  private static final float[][] WRONG = {{0, 1}, {0, 1}, {1, 0}, {1, 0}};
  private static final int[] LABELS = {0, 0, 1, 1};
  private static final long[] COUNTS = {2, 2};

  @Test
  void theBetterModelGetsTheLargerWeight() {
    assertThat(Mixture.best(RIGHT, WRONG, LABELS, COUNTS).second()).isZero();
    assertThat(Mixture.best(WRONG, RIGHT, LABELS, COUNTS).second()).isGreaterThan(.5);
  }

  @Test
  void frequentTagsArePreferredIfThatHelps() {
    float[][] undecided = {{0, .1f}, {0, .1f}, {0, .1f}, {0, 2}};
    int[] labels = {0, 0, 0, 1};

    Mixture best = Mixture.best(undecided, undecided, labels, new long[] {3, 1});

    assertThat(best.prior()).isPositive();
  }
}
