package org.tagline.benchmarks.kills;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tagline.base.BaseEncoders;
import org.tagline.checkpoint.Safetensors;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.ModelLoader;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.files.JsonFiles;
import org.tagline.text.Tokenizer;

/** A BERT of two layers with random weights: it trains in seconds and writes many checkpoints. */
final class TinyBase {
  private static final int SEED = 17;

  private TinyBase() {}

  static void write(Path folder) throws IOException {
    ObjectNode json = JsonFiles.COMPACT.createObjectNode();
    json.put("model_type", "bert").put("hidden_size", 32).put("num_attention_heads", 4);
    json.put("num_hidden_layers", 2).put("intermediate_size", 64).put("vocab_size", 30522);
    json.put("max_position_embeddings", 64).put("type_vocab_size", 2).put("pad_token_id", 0);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), json.toString());
    try (Tokenizer tokenizer = BaseEncoders.resolve(BaseEncoders.DEFAULT).tokenizer()) {
      Files.write(folder.resolve("tokenizer.json"), tokenizer.json());
    }
    Engine.seed(SEED);
    try (DocumentClassifier model =
        ModelLoader.fresh(new ModelConfig(json), WindowPooling.CLS, HeadKind.LINEAR, 2)) {
      Safetensors.write(folder.resolve("model.safetensors"), model.parameters().asMap(), Map.of());
    }
  }
}
