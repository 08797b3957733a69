package org.tagline.encoder;

import java.util.List;

/** The encoders known here, one line each. */
public final class Architectures {
  private static final List<Architecture> ALL = List.of(new Bert(), new DistilBert(), new Funnel());

  private Architectures() {}

  public static List<Architecture> all() {
    return ALL;
  }

  public static boolean supports(String modelType) {
    return ALL.stream().anyMatch(a -> a.modelType().equals(modelType));
  }

  /** The architecture of a configuration; an unknown one is refused with the known ones. */
  public static Architecture of(ModelConfig config) {
    return ALL.stream()
        .filter(a -> a.modelType().equals(config.modelType()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "models of type \""
                        + config.modelType()
                        + "\" are not supported; known are "
                        + ALL.stream().map(Architecture::modelType).toList()));
  }
}
