package org.tagline.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The taggers that ship with Tagline. */
class ShippedTaggerTest {
  private static final Path SHIPPED = Path.of("..", "taggers");

  @TempDir Path home;

  @Test
  void isTheDefaultWithoutATrainedTagger() throws IOException {
    Path folder = new TaggerStore(home, SHIPPED).find(null);

    try (Tagger tagger = TaggerFolder.load(folder)) {
      Prediction prediction =
          tagger.predict(
              "A family moves into an old house. At night a ghost walks the stairs, and the demon"
                  + " that possessed the daughter haunts them until an exorcist comes.",
              3);

      assertThat(prediction.predicted()).containsExactly("paranormal");
      assertThat(prediction.evidence()).isNotEmpty();
    }
  }

  @Test
  void isFoundByNameAndListed() throws IOException {
    TaggerStore store = new TaggerStore(home, SHIPPED);

    assertThat(store.all())
        .extracting(TaggerInfo::name)
        .containsExactly("three-tags", "seventy-one-tags");
    assertThat(store.has("three-tags")).isTrue();
    assertThat(store.exists("three-tags")).isFalse();
    assertThatThrownBy(() -> store.find("four-tags")).hasMessageContaining("three-tags");
  }

  @Test
  void predictsSeveralTagsWithBandsAndEvidence() throws IOException {
    Path folder = new TaggerStore(home, SHIPPED).find("seventy-one-tags");

    try (Tagger tagger = TaggerFolder.load(folder)) {
      Prediction prediction =
          tagger.predict(
              "A sheriff rides into town to avenge his brother. The outlaws have murdered him for"
                  + " gold. There is a shootout in the saloon, the gang leader is shot dead and the"
                  + " cowboy rides away with the rancher's daughter.",
              3,
              "western");

      assertThat(prediction.tags()).hasSize(71);
      assertThat(prediction.predicted()).contains("revenge", "western", "murder");
      assertThat(prediction.tags())
          .allSatisfy(
              tag ->
                  assertThat(tag.band() == Band.LEAVE)
                      .isNotEqualTo(prediction.predicted().contains(tag.tag())));
      assertThat(prediction.evidence()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"three-tags", "seventy-one-tags"})
  void takesAtMostFiveMegabytes(String name) throws IOException {
    try (var files = Files.walk(SHIPPED.resolve(name))) {
      assertThat(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum())
          .isLessThan(5_000_000);
    }
  }
}
