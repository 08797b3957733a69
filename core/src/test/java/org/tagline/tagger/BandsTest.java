package org.tagline.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BandsTest {
  private final Bands bands = new Bands(0.9, List.of(0.8f, Bands.NEVER));

  @Test
  void goFromLeaveOverSuggestToApply() {
    assertThat(bands.of(0, 0.29f, 0.3f)).isEqualTo(Band.LEAVE);
    assertThat(bands.of(0, 0.3f, 0.3f)).isEqualTo(Band.SUGGEST);
    assertThat(bands.of(0, 0.8f, 0.3f)).isEqualTo(Band.APPLY);
  }

  @Test
  void neverApplyATagThatNoFilmSpeaksFor() {
    assertThat(bands.of(1, 1, 0.3f)).isEqualTo(Band.SUGGEST);
  }
}
