package org.tagline.tagger;

import java.util.Locale;

/** Number format of the linear layers in an exported ONNX graph. */
public enum Quantization {
  /** Float32. */
  NONE,
  /** 8-bit integers: a quarter of the size with slightly different probabilities. */
  INT8;

  /**
   * Reads {@code none} or {@code int8}.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static Quantization parse(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none" -> NONE;
      case "int8" -> INT8;
      default ->
          throw new IllegalArgumentException(
              "the quantization must be none or int8, not \"" + name + "\"");
    };
  }
}
