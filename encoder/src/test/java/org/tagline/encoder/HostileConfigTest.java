package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.files.JsonFiles;

/** Configurations are untrusted input. */
class HostileConfigTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model_type\":\"bert\",\"hidden_size\":8,\"num_hidden_layers\":2000000000}",
        "{\"model_type\":\"bert\",\"hidden_size\":-8,\"num_hidden_layers\":2}",
        "{\"model_type\":\"bert\",\"hidden_size\":1e30,\"num_hidden_layers\":2}",
        "{\"model_type\":\"bert\",\"hidden_size\":\"8\",\"num_hidden_layers\":2}",
        "{\"model_type\":\"distilbert\",\"dim\":8,\"hidden_dim\":8,\"n_layers\":2000000000}",
        "{\"model_type\":\"distilbert\"}",
        "{\"model_type\":\"funnel\",\"d_model\":8,\"block_sizes\":[2000000000]}",
        "{\"model_type\":\"funnel\",\"d_model\":8,\"block_sizes\":[]}",
        "{\"model_type\":\"funnel\",\"d_model\":8,\"block_sizes\":[1,1,1,1,1,1,1,1,1,1,1]}",
        "{\"model_type\":\"funnel\",\"d_model\":8,\"block_sizes\":\"many\"}",
        "{\"model_type\":\"gpt2\"}"
      })
  void impossibleSizesAreRejectedBeforeAllocation(String json) throws IOException {
    ModelConfig config = new ModelConfig(JsonFiles.COMPACT.readTree(json));

    assertThatThrownBy(
            () -> ModelLoader.load(config, Map.of(), WindowPooling.CLS, HeadKind.PUBLISHED, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(config.modelType());
  }

  @Test
  void theMessageNamesAMissingConfiguration(@TempDir Path folder) {
    assertThatThrownBy(() -> ModelConfig.read(folder.resolve("config.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no " + folder.resolve("config.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"model_type\":3}", "{\"model_type\":\"be"})
  void theMessageNamesAnInvalidConfiguration(String json, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, json);

    assertThatThrownBy(() -> ModelConfig.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
