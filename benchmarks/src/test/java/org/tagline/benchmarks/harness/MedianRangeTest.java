package org.tagline.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianRangeTest {

  @Test
  void theMedianOfAnOddNumberOfValuesIsTheMiddleOne() {
    assertThat(MedianRange.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new MedianRange(1, 2, 9));
  }

  @Test
  void theMedianOfAnEvenNumberOfValuesIsTheMeanOfTheMiddleTwo() {
    assertThat(MedianRange.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new MedianRange(1, 3, 9));
  }

  @Test
  void rejectsAnEmptyList() {
    assertThatThrownBy(() -> MedianRange.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
