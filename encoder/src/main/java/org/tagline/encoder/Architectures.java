package org.tagline.encoder;

import java.util.List;

/** Registry of the supported architectures, one entry each. */
public final class Architectures {
  private static final List<Architecture> ALL = List.of(new Bert(), new DistilBert(), new Funnel());

  private Architectures() {}

  /** Returns all architectures. */
  public static List<Architecture> all() {
    return ALL;
  }

  /** Whether models of this {@code model_type} are supported. */
  public static boolean supports(String modelType) {
    return ALL.stream().anyMatch(a -> a.modelType().equals(modelType));
  }

  /**
   * Returns the architecture of a configuration.
   *
   * @throws IllegalArgumentException if it is not supported, with the supported ones
   */
  public static Architecture of(ModelConfig config) {
    return ALL.stream()
        .filter(a -> a.modelType().equals(config.modelType()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "models of type \""
                        + config.modelType()
                        + "\" are not supported; supported are "
                        + ALL.stream().map(Architecture::modelType).toList()));
  }
}
