package org.tagline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagline.benchmarks.training.Contender.Agreement;

class DifferenceTest {
  private static final Agreement BASELINE = new Agreement(List.of(1.0, -2.0), 0.5, 4);

  @Test
  void reportsTheLargestDifferenceOfALogit() {
    Agreement other = new Agreement(List.of(1.25, -2.5), 0.25, 5);
    assertThat(Difference.between(other, BASELINE)).isEqualTo(new Difference(0.5, 0.25, 0.25));
  }

  @Test
  void nanIsWithinNoTolerance() {
    Agreement other = new Agreement(List.of(Double.NaN, -2.0), 0.5, 4);
    assertThat(Difference.between(other, BASELINE).within(1e9)).isFalse();
  }

  @Test
  void everyFigureHasToBeWithinTheTolerance() {
    Agreement other = new Agreement(List.of(1.0, -2.0), 0.5, 4.1);
    assertThat(Difference.between(other, BASELINE).within(1e-3)).isFalse();
  }
}
