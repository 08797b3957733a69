package org.tagline.encoder;

import java.util.List;
import java.util.Locale;
import org.tagline.engine.ParameterSpec;

/** Kinds of classification head. */
public enum HeadKind {
  /** A single linear layer on a pretrained encoder. */
  LINEAR {
    @Override
    Head head(ModelConfig config) {
      return new LinearHead();
    }

    @Override
    List<ParameterSpec> parameters(ModelConfig config, int tags) {
      long hidden = Architectures.of(config).encoder(config).hiddenSize();
      return LinearHead.parameters(hidden, tags);
    }
  },
  /** The head of the architecture's published classifiers. */
  PUBLISHED {
    @Override
    Head head(ModelConfig config) {
      return Architectures.of(config).publishedHead(config);
    }

    @Override
    List<ParameterSpec> parameters(ModelConfig config, int tags) {
      return Architectures.of(config).headParameters(config, tags);
    }
  };

  /** Creates the head of a configuration. */
  abstract Head head(ModelConfig config);

  /** Returns the head's weights for a number of tags. */
  abstract List<ParameterSpec> parameters(ModelConfig config, int tags);

  /** Returns the name of the kind in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
