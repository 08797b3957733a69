package org.tagline.onnx;

import org.bytedeco.pytorch.Tensor;

/** Writes {@code x W^T + b} into a graph. */
interface LinearLayer {

  /**
   * Adds the nodes and weights of one layer.
   *
   * @param x the value of shape {@code [..., in]}
   * @param module whose weights these are, such as {@code bert.encoder.layer.0.output.dense}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}
   * @return the value of shape {@code [..., out]}
   */
  String add(OnnxGraph graph, String x, String module, Tensor weight, Tensor bias);

  /** The node's name that keeps the module's, as exporters of PyTorch write it. */
  static String path(String module, String operator) {
    return "/" + module.replace('.', '/') + "/" + operator;
  }
}
