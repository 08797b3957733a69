package org.tagline.engine;

/**
 * Description of a weight that an architecture needs.
 *
 * @param name the weight's name in published checkpoints, including the model's prefix
 * @param shape the weight's shape in published checkpoints
 * @param start the initialization of a weight that no checkpoint provides
 */
public record ParameterSpec(String name, long[] shape, Start start) {

  /** Initialization of a weight that no checkpoint provides. */
  public enum Start {
    /** Normal distribution whose standard deviation is {@code initializer_range}. */
    NORMAL,
    /** Normal distribution with a standard deviation of 0.02 for every configuration. */
    SMALL_NORMAL,
    /** Normal distribution with a standard deviation of 1. */
    STANDARD_NORMAL,
    /** Normal distribution with a variance of 1 / (rows + columns). */
    GLOROT,
    /** Uniform distribution between 0 and {@code initializer_range}. */
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
