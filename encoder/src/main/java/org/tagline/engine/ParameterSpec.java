package org.tagline.engine;

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
    /** Normal with the configuration's {@code initializer_range} as standard deviation. */
    NORMAL,
    /** Normal with a standard deviation of 0.02, whatever the configuration says. */
    SMALL_NORMAL,
    /** Normal with a standard deviation of 1. */
    STANDARD_NORMAL,
    /** Normal with a variance of 1 / (rows + columns). */
    GLOROT,
    /** Uniform between 0 and the configuration's {@code initializer_range}. */
    UNIFORM,
    ZEROS,
    ONES
  }

  public static ParameterSpec normal(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.NORMAL);
  }

  public static ParameterSpec smallNormal(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.SMALL_NORMAL);
  }

  public static ParameterSpec standardNormal(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.STANDARD_NORMAL);
  }

  public static ParameterSpec glorot(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.GLOROT);
  }

  public static ParameterSpec uniform(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.UNIFORM);
  }

  public static ParameterSpec zeros(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.ZEROS);
  }

  public static ParameterSpec ones(String name, long... shape) {
    return new ParameterSpec(name, shape, Start.ONES);
  }
}
