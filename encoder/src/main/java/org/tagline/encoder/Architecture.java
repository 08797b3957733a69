package org.tagline.encoder;

import java.util.List;
import org.tagline.engine.ParameterSpec;

/**
 * All that is specific to one family of encoders. Stateless; register it in {@link Architectures}.
 */
public interface Architecture {

  /** Returns the {@code model_type} of the family's configurations. */
  String modelType();

  /**
   * Returns the prefix of the encoder's weights in published checkpoints, such as {@code bert.}.
   */
  String prefix();

  /**
   * Creates the encoder of a configuration.
   *
   * @throws IllegalArgumentException if a size is missing or impossible
   */
  Encoder encoder(ModelConfig config);

  /** Returns the encoder's weights, whose names include the prefix. */
  List<ParameterSpec> encoderParameters(ModelConfig config);

  /** Returns the classification head of published classifiers of this family. */
  Head publishedHead(ModelConfig config);

  /** Returns the published head's weights for a number of tags. */
  List<ParameterSpec> headParameters(ModelConfig config, int tags);

  /**
   * Returns the last components of the names of attention's query and value layers, which LoRA
   * adapts by default.
   */
  List<String> queryAndValue();

  /** Returns the full names of the encoder's linear layers in their order. */
  default List<String> linearModules(ModelConfig config) {
    return encoderParameters(config).stream()
        .filter(spec -> spec.shape().length == 2 && spec.name().endsWith(".weight"))
        .map(spec -> spec.name().substring(0, spec.name().length() - ".weight".length()))
        .filter(module -> !module.startsWith(prefix() + "embeddings."))
        .toList();
  }

  /** Returns the class name of this family's classifiers in {@code config.json}. */
  String classifierName();

  /** Returns the configuration's dropout rate in training. */
  double dropout(ModelConfig config);
}
