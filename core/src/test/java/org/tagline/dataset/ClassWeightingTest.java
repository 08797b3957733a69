package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassWeightingTest {
  private static final long[] TASK = {1024, 351, 164};

  @Test
  void noneGivesEveryTagTheSameWeight() {
    assertThat(ClassWeighting.NONE.weights(new long[] {5, 0})).containsExactly(1, 1);
  }

  @Test
  void balancedMatchesScikitLearn() {
    assertThat(ClassWeighting.BALANCED.weights(TASK))
        .containsExactly(new double[] {1539 / 3072.0, 1539 / 1053.0, 1539 / 492.0}, within(1e-12));
  }

  @Test
  void sqrtIsTheSquareRootOfBalanced() {
    double[] balanced = ClassWeighting.BALANCED.weights(TASK);
    double[] sqrt = ClassWeighting.SQRT.weights(TASK);

    for (int tag = 0; tag < TASK.length; tag++) {
      assertThat(sqrt[tag] * sqrt[tag]).isCloseTo(balanced[tag], within(1e-12));
    }
  }

  @Test
  void maxIsTheLargestCountOverCount() {
    assertThat(ClassWeighting.MAX.weights(TASK))
        .containsExactly(new double[] {1, 1024 / 351.0, 1024 / 164.0}, within(1e-12));
  }

  @Test
  void aTagThatNeverOccursHasNoWeightAndDoesNotAffectOthers() {
    for (ClassWeighting weighting :
        new ClassWeighting[] {ClassWeighting.BALANCED, ClassWeighting.SQRT, ClassWeighting.MAX}) {
      double[] present = weighting.weights(new long[] {6, 2});
      assertThat(weighting.weights(new long[] {6, 0, 2}))
          .containsExactly(present[0], 0, present[1]);
    }
  }

  @Test
  void withoutFilmsAllWeightsAreZero() {
    assertThat(ClassWeighting.MAX.weights(new long[] {0, 0})).containsExactly(0, 0);
  }

  @Test
  void aNegativeCountIsRejected() {
    assertThatThrownBy(() -> ClassWeighting.MAX.weights(new long[] {1, -1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
