package org.tagline.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.engine.Engine;
import org.tagline.safetensors.CheckpointException;

class ShardedFilesTest {
  private static final String INDEX = "model.safetensors.index.json";
  private static final String FIRST = "model-00001-of-00003.safetensors";

  @TempDir Path folder;

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  @BeforeEach
  void write() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : new String[] {"a", "b", "c", "d"}) {
      tensors.put(name, Tensor.create(new float[] {1, 2}, 2));
    }
    ShardWriter.write(
        folder.resolve(INDEX),
        "model",
        ".safetensors",
        tensors,
        (file, shard) -> Safetensors.write(file, shard, Map.of()));
  }

  @Test
  void allShardsAreRead() throws IOException {
    CheckpointFormat format = CheckpointFormats.in(folder);

    assertThat(format.read(folder).keySet()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(format.files(folder)).hasSize(3).doesNotContain(folder.resolve(INDEX));
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    Files.delete(folder.resolve(FIRST));

    assertRefused(INDEX, FIRST, "does not exist");
  }

  @Test
  void aTensorInTheWrongShardIsRefused() throws IOException {
    edit("\"a\":\"" + FIRST + "\"", "\"a\":\"model-00002-of-00003.safetensors\"");

    assertRefused("00001", "holds a", "does not assign to it");
  }

  @Test
  void aTensorMissingFromItsShardIsRefused() throws IOException {
    edit("\"a\":", "\"z\":\"" + FIRST + "\",\"a\":");

    assertRefused(FIRST, "lacks z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.safetensors",
        "/etc/passwd",
        "sub/model.safetensors",
        "..",
        ".hidden",
        "a\\\\b",
        "a\\u0000b",
        ""
      })
  void aShardOutsideTheFolderIsRefused(String shard) throws IOException {
    edit("\"a\":\"" + FIRST + "\"", "\"a\":\"" + shard + "\"");

    assertRefused(INDEX, "not a file in the same folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"weight_map\":[]}", "{\"weight_map\":{}}", "{\"a"})
  void anIndexWithoutAMapIsRefused(String index) throws IOException {
    Files.writeString(folder.resolve(INDEX), index);

    assertRefused(INDEX);
  }

  private void edit(String text, String replacement) throws IOException {
    Path index = folder.resolve(INDEX);
    String edited = Files.readString(index).replace(text, replacement);
    assertThat(edited).isNotEqualTo(Files.readString(index));
    Files.writeString(index, edited);
  }

  private void assertRefused(String... says) {
    assertThatThrownBy(() -> CheckpointFormats.in(folder).read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(says);
  }
}
