package org.tagline.benchmarks.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EncoderShapeTest {

  @Test
  void aWindowOf512TokensCostsAbout40GigaflopInMiniLm() {
    assertThat(EncoderShape.MINILM_L6.trainingOperations(512)).isCloseTo(39.86e9, within(0.01e9));
  }

  @Test
  void miniLmWithItsPoolerHasThePublishedNumberOfParameters() {
    long numbers =
        EncoderShape.MINILM_L6.parameters().values().stream()
            .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
            .sum();
    long pooler = 384 * 384 + 384;
    long classifier = 3 * 384 + 3;
    assertThat(numbers + pooler - classifier).isEqualTo(22_713_216);
  }
}
