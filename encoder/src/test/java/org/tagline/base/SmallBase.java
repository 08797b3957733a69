package org.tagline.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.Architecture;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.SmallModels;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.engine.Parameters;
import org.tagline.text.Tokenizer;

/**
 * A base with an architecture of {@link SmallModels}, MiniLM's tokenizer and seeded random weights.
 */
public record SmallBase(String modelType, long seed) implements BaseEncoder {

  @Override
  public String id() {
    return "small-" + modelType;
  }

  @Override
  public ModelConfig config() throws IOException {
    ObjectNode json = SmallModels.config(modelType).json();
    json.put("vocab_size", 30522).put("max_position_embeddings", 64);
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
  public Map<String, Tensor> weights() throws IOException {
    Engine.seed(seed);
    Architecture architecture = Architectures.of(config());
    return new LinkedHashMap<>(
        Parameters.fresh(architecture.encoderParameters(config()), 0.1).asMap());
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
}
