package org.tagline.onnx;

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
}
