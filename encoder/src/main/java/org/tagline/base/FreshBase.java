package org.tagline.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.WindowPooling;
import org.tagline.engine.Engine;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Parameters;
import org.tagline.files.JsonFiles;
import org.tagline.text.Tokenizer;

/**
 * An untrained encoder with the size of a published one. It needs the same time and memory, so
 * speed can be measured on a machine without a network.
 *
 * <p>Uses the tokenizer of the default base, whose vocabulary of 30,522 word pieces is that of the
 * published uncased models. The weights are equal on every call.
 *
 * @param id {@code fresh:} followed by the name on the hub
 * @param json the parts of the published configuration that determine the model's size
 */
record FreshBase(String id, ObjectNode json) implements BaseEncoder {
  private static final String PREFIX = "fresh:";
  private static final long SEED = 1;

  private static final List<FreshBase> ALL = List.of(distilBert(), bert(), funnel());

  /**
   * Returns the base with the given name such as {@code fresh:distilbert-base-uncased}, or empty
   * for a name without the prefix.
   *
   * @throws IllegalArgumentException for an unknown size; the message lists the known ones
   */
  static Optional<BaseEncoder> named(String name) {
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Optional.of(
        ALL.stream()
            .filter(base -> base.id().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no fresh base \""
                            + name
                            + "\"; the known ones are "
                            + ALL.stream().map(FreshBase::id).toList())));
  }

  @Override
  public ModelConfig config() {
    return new ModelConfig(json);
  }

  @Override
  public WindowPooling pooling() {
    return json.get("model_type").asText().equals("funnel")
        ? WindowPooling.CLS
        : WindowPooling.MEAN;
  }

  @Override
  public boolean pretrained() {
    return false;
  }

  @Override
  public Tokenizer tokenizer() throws IOException {
    return BaseEncoders.resolve(BaseEncoders.DEFAULT).tokenizer();
  }

  @Override
  public Map<String, Tensor> weights() {
    Engine.seed(SEED);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    double range = config().number("initializer_range", 0.02);
    specs().forEach(spec -> weights.put(spec.name(), Parameters.fresh(spec, range)));
    return weights;
  }

  @Override
  public String origin() {
    return "random weights";
  }

  @Override
  public String licence() {
    return "none";
  }

  @Override
  public long bytes() {
    return specs().stream()
        .mapToLong(spec -> 4 * Arrays.stream(spec.shape()).reduce(1, Math::multiplyExact))
        .sum();
  }

  private List<ParameterSpec> specs() {
    return Architectures.of(config()).encoderParameters(config());
  }

  private static FreshBase distilBert() {
    return named("distilbert-base-uncased", "distilbert")
        .with("dim", 768)
        .with("hidden_dim", 3072)
        .with("n_heads", 12)
        .with("n_layers", 6)
        .with("max_position_embeddings", 512);
  }

  /**
   * Returns BERT base. Pruned BERT has the same size, since its zeros are stored like other
   * weights.
   */
  private static FreshBase bert() {
    return named("bert-base-uncased", "bert")
        .with("hidden_size", 768)
        .with("intermediate_size", 3072)
        .with("num_attention_heads", 12)
        .with("num_hidden_layers", 12)
        .with("max_position_embeddings", 512);
  }

  private static FreshBase funnel() {
    FreshBase base =
        named("funnel-transformer/small", "funnel")
            .with("d_model", 768)
            .with("d_inner", 3072)
            .with("d_head", 64)
            .with("n_head", 12)
            .with("max_position_embeddings", 512);
    base.json.putArray("block_sizes").add(4).add(4).add(4);
    base.json.putArray("block_repeats").add(1).add(1).add(1);
    base.json.put("initializer_range", 0.1);
    return base;
  }

  private static FreshBase named(String name, String modelType) {
    ObjectNode json = JsonFiles.COMPACT.createObjectNode().put("model_type", modelType);
    return new FreshBase(PREFIX + name, json).with("vocab_size", 30522).with("pad_token_id", 0);
  }

  private FreshBase with(String key, int value) {
    json.put(key, value);
    return this;
  }
}
