package org.tagline.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.encoder.WindowPooling;

class BaseFinderTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final Path BERT = Path.of("src/test/resources/reference/bert");

  @TempDir Path root;
  private BaseFinder finder = new BaseFinder(new HubCache(Path.of("unset")));

  @BeforeEach
  void cache() {
    finder = new BaseFinder(new HubCache(root));
  }

  @Test
  void aFolderIsFoundFirst() throws IOException {
    BaseEncoder base = finder.find(BERT.toString(), null).orElseThrow();

    assertThat(base.origin()).isEqualTo("folder");
    assertThat(base.config().modelType()).isEqualTo("bert");
  }

  @Test
  void aShippedBaseIsFoundByName() throws IOException {
    assertThat(finder.find("all-minilm-l6-v2", null).orElseThrow().origin()).isEqualTo("Maven");
  }

  @Test
  void aSnapshotOfThePythonClientIsFoundInTheCache() throws IOException {
    Path snapshot = snapshot("films/tiny", "config.json", "vocab.txt", "model.safetensors");
    Files.writeString(
        snapshot.resolve("README.md"), "---\nlanguage: en\nlicense: apache-2.0\n---\n# Tiny\n");

    BaseEncoder base = finder.find("films/tiny", null).orElseThrow();

    assertThat(base.id()).isEqualTo("films/tiny");
    assertThat(base.origin()).isEqualTo("hub cache");
    assertThat(base.location()).isEqualTo(snapshot);
    assertThat(base.licence()).isEqualTo("Apache-2.0");
    assertThat(base.pooling()).isEqualTo(WindowPooling.CLS);
    assertThat(finder.find("films/tiny", COMMIT).orElseThrow().id())
        .isEqualTo("films/tiny@" + COMMIT);
    assertThat(finder.all().stream().map(BaseEncoder::id)).endsWith("films/tiny").hasSize(4);
  }

  @Test
  void readsThePoolingOfSentenceEncoders() throws IOException {
    Path snapshot = snapshot("films/tiny", "config.json", "vocab.txt", "model.safetensors");
    Path pooling = Files.createDirectory(snapshot.resolve("1_Pooling")).resolve("config.json");
    BaseEncoder base = finder.find("films/tiny", null).orElseThrow();

    Files.writeString(pooling, "{\"pooling_mode_mean_tokens\": true}");
    assertThat(base.pooling()).isEqualTo(WindowPooling.MEAN);
    Files.writeString(
        pooling, "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}");
    assertThat(base.pooling()).isEqualTo(WindowPooling.CLS);
  }

  @Test
  void anIncompleteDownloadIsNotABase() throws IOException {
    snapshot("films/tiny", "config.json", "vocab.txt");

    assertThat(finder.find("films/tiny", null)).isEmpty();
    assertThat(finder.lookedFor("films/tiny", null))
        .contains("has no weights as model.safetensors, ");
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    Path snapshot =
        snapshot("films/tiny", "config.json", "vocab.txt", "model-00001-of-00002.safetensors");
    Files.writeString(
        snapshot.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\","
            + " \"b\": \"model-00002-of-00002.safetensors\"}}");

    assertThat(finder.lookedFor("films/tiny", null))
        .contains("has no model-00002-of-00002.safetensors");
  }

  @Test
  void describesWhereItLooked() throws IOException {
    assertThat(finder.lookedFor("films/none", "v2"))
        .contains("no folder \"films/none\"", "all-minilm-l6-v2", root.toString(), "revision v2");
    assertThat(finder.lookedFor("not a name", null)).contains("organisation/name");
    assertThat(finder.find("\u0000", null)).isEmpty();
  }

  @Test
  void aFolderHasNoRevisions() {
    assertThatIllegalArgumentException().isThrownBy(() -> finder.find(BERT.toString(), "v1"));
  }

  @Test
  void choosesOneWeightFileAndNoUnneededFiles() throws IOException {
    assertThat(
            BaseFiles.of(
                Set.of(
                    "config.json",
                    "vocab.txt",
                    "pytorch_model.bin",
                    "model.safetensors",
                    "tf_model.h5",
                    "1_Pooling/config.json")))
        .isEqualTo(
            List.of("config.json", "vocab.txt", "1_Pooling/config.json", "model.safetensors"));
    assertThatThrownBy(() -> BaseFiles.of(Set.of("config.json", "vocab.txt", "tf_model.h5")))
        .hasMessageContaining("no weights");
  }

  @Test
  void anIndexCannotNameFilesOutsideItsFolder() throws IOException {
    Path index = root.resolve("model.safetensors.index.json");
    Files.writeString(index, "{\"weight_map\": {\"a\": \"../../evil\"}}");

    assertThatThrownBy(() -> BaseFiles.shards(index)).hasMessageContaining("not a valid file name");
  }

  private Path snapshot(String id, String... files) throws IOException {
    Path model = root.resolve("models--" + id.replace("/", "--"));
    Path folder = Files.createDirectories(model.resolve("snapshots").resolve(COMMIT));
    Files.createDirectories(model.resolve("refs"));
    Files.writeString(model.resolve("refs/main"), COMMIT);
    for (String file : files) {
      Path from = BERT.resolve(file);
      Files.write(
          folder.resolve(file), Files.exists(from) ? Files.readAllBytes(from) : new byte[0]);
    }
    return folder;
  }
}
