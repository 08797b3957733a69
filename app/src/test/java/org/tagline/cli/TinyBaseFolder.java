package org.tagline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.tagline.text.Tokenizer;

/** Writes a BERT of 2 layers and hidden size 32 with seeded weights in the hub's layout. */
public final class TinyBaseFolder {

  private TinyBaseFolder() {}

  public static Path write(Path folder) throws IOException {
    var json = new ObjectMapper().createObjectNode();
    json.put("model_type", "bert").put("hidden_size", 32).put("num_attention_heads", 4);
    json.put("num_hidden_layers", 2).put("intermediate_size", 64).put("vocab_size", 30522);
    json.put("max_position_embeddings", 64).put("type_vocab_size", 2).put("pad_token_id", 0);
    json.put("hidden_dropout_prob", 0.1).put("initializer_range", 0.1);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config.json"), json.toString());
    try (Tokenizer tokenizer = BaseEncoders.resolve(BaseEncoders.DEFAULT).tokenizer()) {
      Files.write(folder.resolve("tokenizer.json"), tokenizer.json());
    }
    Engine.seed(3);
    try (DocumentClassifier model =
        ModelLoader.fresh(new ModelConfig(json), WindowPooling.CLS, HeadKind.LINEAR, 2)) {
      Safetensors.write(folder.resolve("model.safetensors"), model.parameters().asMap(), Map.of());
    }
    return folder;
  }

  /** Writes a file of short invented films of two kinds. */
  public static Path films(Path file, int count) throws IOException {
    StringBuilder csv = new StringBuilder(",Title,Synopsis,Tag\n");
    for (int i = 0; i < count; i++) {
      boolean ghost = i % 3 != 0;
      String about = ghost ? "a ghost haunts the old house" : "the judge listens in court";
      String text = "Night %d in the small town. ".formatted(i) + about + ", again and again.";
      csv.append("%d,Film %d,\"%s\",%s%n".formatted(i, i, text, ghost ? "paranormal" : "dramatic"));
    }
    return Files.writeString(file, csv);
  }
}
