package org.tagline.onnx;

/** Number formats of the products in the linear layers of an exported graph. */
public enum Products {
  /** Float32, with the results of the engine except for rounding. */
  FP32(new FloatLinear()),
  /** 8-bit weights and inputs, with a quarter of the file size and approximate results. */
  INT8(new Int8Linear());

  private final LinearLayer layer;

  Products(LinearLayer layer) {
    this.layer = layer;
  }

  LinearLayer layer() {
    return layer;
  }
}
