package org.tagline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  @Test
  void percentilesMatchNumPy() {
    ScikitLearnCase known = ScikitLearnCase.read("calibration");
    double[] sorted = known.numbers("percentileInput");

    assertThat(Bootstrap.percentile(sorted, 0.025))
        .isCloseTo(known.number("percentile025"), within(1e-12));
    assertThat(Bootstrap.percentile(sorted, 0.33))
        .isCloseTo(known.number("percentile33"), within(1e-12));
  }

  @Test
  void oneFilmGivesAnIntervalOfZeroWidth() {
    Outcome[] one = {Outcome.single(0, 0)};

    assertThat(Bootstrap.intervals(2, one, 7, List.of(TagCounts::accuracy)))
        .containsExactly(new Interval(1, 1));
  }
}
