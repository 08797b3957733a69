package org.tagline.onnx;

import java.util.Locale;

/** How an exported graph computes the products of its linear layers. */
public enum Products {
  /** In float32, with the same results as the engine but for rounding. */
  FP32(new FloatLinear()),
  /** With 8-bit weights and inputs: a quarter of the size, and other numbers. */
  INT8(new Int8Linear());

  private final LinearLayer layer;

  Products(LinearLayer layer) {
    this.layer = layer;
  }

  LinearLayer layer() {
    return layer;
  }

  /** Reads {@code none} or {@code int8}, as users say it. */
  public static Products quantized(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none" -> FP32;
      case "int8" -> INT8;
      default ->
          throw new IllegalArgumentException(
              "weights can be quantized to int8 or not at all (none), not to \"" + name + "\"");
    };
  }
}
