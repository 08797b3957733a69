package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.tagline.engine.Engine;
import org.tagline.files.JsonFiles;

/** Small models for tests, one per architecture; new architectures add their configuration here. */
public final class SmallModels {
  private static final Map<String, String> CONFIGS =
      Map.of(
          "bert",
          """
          {"model_type": "bert", "hidden_size": 12, "num_attention_heads": 3,
           "num_hidden_layers": 2, "intermediate_size": 20, "vocab_size": 30,
           "max_position_embeddings": 16}""",
          "distilbert",
          """
          {"model_type": "distilbert", "dim": 12, "n_heads": 3, "n_layers": 2, "hidden_dim": 20,
           "vocab_size": 30, "max_position_embeddings": 16}""",
          "funnel",
          """
          {"model_type": "funnel", "d_model": 12, "n_head": 3, "d_head": 4, "d_inner": 20,
           "vocab_size": 30, "block_sizes": [1, 2], "block_repeats": [1, 2]}""");

  private SmallModels() {}

  /** Returns the small configuration of an architecture. */
  public static ModelConfig config(String modelType) throws IOException {
    assertThat(CONFIGS).as("small configurations").containsKey(modelType);
    return new ModelConfig(JsonFiles.COMPACT.readTree(CONFIGS.getOrDefault(modelType, "")));
  }

  /** Returns a model with fresh weights drawn from a seed and three tags. */
  public static DocumentClassifier fresh(String modelType, long seed) throws IOException {
    Engine.seed(seed);
    return ModelLoader.fresh(config(modelType), WindowPooling.MEAN, HeadKind.LINEAR, 3);
  }
}
