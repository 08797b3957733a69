package org.tagline.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.Task;

class BandsTest {
  private final Bands bands = new Bands(0.9, List.of(0.8f, Bands.NEVER));

  @Test
  void dependOnThresholdAndApplyThreshold() {
    assertThat(bands.of(0, 0.29f, 0.3f)).isEqualTo(Band.LEAVE);
    assertThat(bands.of(0, 0.3f, 0.3f)).isEqualTo(Band.SUGGEST);
    assertThat(bands.of(0, 0.8f, 0.3f)).isEqualTo(Band.APPLY);
  }

  @Test
  void neverApplyATagThatMissesThePrecision() {
    assertThat(bands.of(1, 1, 0.3f)).isEqualTo(Band.SUGGEST);
  }

  @Test
  void haveThePrecisionOfTheirPredictions() {
    TaggerInfo info =
        new TaggerInfo(
            1,
            new LinearKind(),
            "t",
            Task.MULTI,
            List.of("a", "b"),
            "linear",
            "none",
            "none",
            "none",
            "all",
            0,
            0,
            "fp32",
            1,
            List.of(0.3f, 0.3f),
            List.of(),
            bands,
            new TaggerInfo.Provenance(
                "",
                "",
                java.util.Map.of(),
                java.util.Map.of(),
                java.util.Map.of(),
                com.fasterxml.jackson.databind.node.NullNode.instance,
                com.fasterxml.jackson.databind.node.NullNode.instance,
                null,
                java.util.Map.of()));

    assertThat(
            BandScore.of(
                info,
                new boolean[][] {{true, false}, {false, true}},
                new float[][] {{0.9f, 0.5f}, {0.9f, 0.1f}}))
        .containsExactly(
            new BandScore(Band.APPLY, 2, 1, 0.5),
            new BandScore(Band.SUGGEST, 1, 0, 0),
            new BandScore(Band.LEAVE, 1, 1, 1));
  }
}
