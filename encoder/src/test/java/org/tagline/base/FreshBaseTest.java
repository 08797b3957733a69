package org.tagline.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshBaseTest {

  /** Parameter counts of the published models, without pooler and head. */
  @ParameterizedTest
  @CsvSource({
    "fresh:distilbert-base-uncased, 66362880",
    "fresh:bert-base-uncased, 108891648",
    "fresh:funnel-transformer/small, 115611648",
  })
  void hasThePublishedSize(String name, long parameters) throws IOException {
    assertThat(BaseEncoders.resolve(name).bytes()).isEqualTo(4 * parameters);
  }

  @Test
  void anUnknownNameIsRefusedAndTheKnownOnesAreListed() {
    assertThatThrownBy(() -> BaseEncoders.resolve("fresh:gpt-5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fresh:distilbert-base-uncased");
  }
}
