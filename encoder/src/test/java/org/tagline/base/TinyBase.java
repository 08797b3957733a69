package org.tagline.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.checkpoint.Safetensors;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.engine.Parameters;
import org.tagline.files.JsonFiles;
import org.tagline.text.Tokenizer;

/**
 * A BERT small enough for tests: 2 layers of width 32, MiniLM's tokenizer, seeded random weights.
 */
public record TinyBase(long seed) implements BaseEncoder {

  @Override
  public String id() {
    return "tiny";
  }

  @Override
  public ModelConfig config() {
    ObjectNode json = JsonFiles.COMPACT.createObjectNode();
    json.put("model_type", "bert").put("hidden_size", 32).put("num_attention_heads", 4);
    json.put("num_hidden_layers", 2).put("intermediate_size", 64).put("hidden_act", "gelu");
    json.put("vocab_size", 30522).put("max_position_embeddings", 64).put("type_vocab_size", 2);
    json.put("initializer_range", 0.1).put("hidden_dropout_prob", 0.1).put("pad_token_id", 0);
    return new ModelConfig(json);
  }

  @Override
  public WindowPooling pooling() {
    return WindowPooling.MEAN;
  }

  @Override
  public Tokenizer tokenizer() throws IOException {
    return BaseEncoders.resolve(BaseEncoders.DEFAULT).tokenizer();
  }

  @Override
  public Map<String, Tensor> weights() {
    Engine.seed(seed);
    return new LinkedHashMap<>(
        Parameters.fresh(Architectures.of(config()).encoderParameters(config()), 0.1).asMap());
  }

  @Override
  public String origin() {
    return "test";
  }

  @Override
  public String licence() {
    return "Apache-2.0";
  }

  @Override
  public long bytes() {
    return 0;
  }

  /** Writes the base as a folder with the hub's layout. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), config().json().toString());
    try (Tokenizer tokenizer = tokenizer()) {
      Files.write(folder.resolve("tokenizer.json"), tokenizer.json());
    }
    Safetensors.write(folder.resolve("model.safetensors"), weights(), Map.of());
  }
}
