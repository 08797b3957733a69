package org.tagline.encoder;

import java.util.List;

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

  /** The name that the hub gives to this family's classifiers. */
  String classifierName();

  /** Dropout that its configuration asks for in training. */
  double dropout(ModelConfig config);
}
