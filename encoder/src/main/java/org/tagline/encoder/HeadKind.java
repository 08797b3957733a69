package org.tagline.encoder;

import java.util.List;
import java.util.Locale;
import org.tagline.engine.ParameterSpec;

/** Which head stands on the document's vector. */
public enum HeadKind {
  /** One linear layer: what a bare encoder gets. */
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
  /** The head that the architecture's published classifiers have. */
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

  abstract Head head(ModelConfig config);

  abstract List<ParameterSpec> parameters(ModelConfig config, int tags);

  /** The name in files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
