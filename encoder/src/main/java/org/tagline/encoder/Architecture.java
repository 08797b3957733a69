package org.tagline.encoder;

import java.util.List;
import org.tagline.engine.ParameterSpec;

/** Everything that is particular to one family of encoders; registered in {@link Architectures}. */
public interface Architecture {

  /** The {@code model_type} of its configurations. */
  String modelType();

  /** What published checkpoints put before the encoder's names, such as {@code bert.}. */
  String prefix();

  Encoder encoder(ModelConfig config);

  /** The encoder's weights, names with the prefix. */
  List<ParameterSpec> encoderParameters(ModelConfig config);

  /** The classification head that published classifiers of this family have. */
  Head publishedHead(ModelConfig config);

  /** The published head's weights for that many tags. */
  List<ParameterSpec> headParameters(ModelConfig config, int tags);

  /** The ends of the names of attention's query and value layers, which LoRA adapts by default. */
  List<String> queryAndValue();

  /** Every linear layer of the encoder by its full name, in its order. */
  default List<String> linearModules(ModelConfig config) {
    return encoderParameters(config).stream()
        .filter(spec -> spec.shape().length == 2 && spec.name().endsWith(".weight"))
        .map(spec -> spec.name().substring(0, spec.name().length() - ".weight".length()))
        .filter(module -> !module.startsWith(prefix() + "embeddings."))
        .toList();
  }

  /** The name that the hub gives to this family's classifiers. */
  String classifierName();

  /** Dropout that its configuration asks for in training. */
  double dropout(ModelConfig config);
}
