package org.tagline.encoder;

/**
 * One weight that an architecture needs.
 *
 * @param name the published checkpoints' name, with the model's prefix
 * @param shape as the checkpoint stores it
 * @param start what a fresh one holds
 */
public record ParameterSpec(String name, long[] shape, Start start) {

  /** How a weight begins that no checkpoint provides. */
  public enum Start {
    /** Normal with the configuration's {@code initializer_range}. */
    NORMAL,
    ZEROS,
    ONES
  }

  static ParameterSpec normal(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.NORMAL);
  }

  static ParameterSpec zeros(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.ZEROS);
  }

  static ParameterSpec ones(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.ONES);
  }
}
