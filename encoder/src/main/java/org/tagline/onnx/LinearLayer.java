package org.tagline.onnx;

import org.bytedeco.pytorch.Tensor;

/** Writes a linear layer, {@code x W^T + b}, into a graph. Implementations are stateless. */
interface LinearLayer {

  /**
   * Adds the nodes and weights of one layer.
   *
   * @param x the name of the input {@code [..., in]}
   * @param module the layer's name, such as {@code bert.encoder.layer.0.output.dense}
   * @param weight the weight {@code [out, in]}
   * @param bias the bias {@code [out]}
   * @return the name of the output {@code [..., out]}
   */
  String add(OnnxGraph graph, String x, String module, Tensor weight, Tensor bias);

  /** Returns the name that PyTorch's exporter gives to an operator's node in a module. */
  static String path(String module, String operator) {
    return "/" + module.replace('.', '/') + "/" + operator;
  }
}
