package org.tagline.onnx;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Products in float32. The transposed weight's name and its node's are those of PyTorch's exporter,
 * so that such a file is read like any other.
 */
final class FloatLinear implements LinearLayer {

  @Override
  public String add(OnnxGraph graph, String x, String module, Tensor weight, Tensor bias) {
    String matrix = graph.transposed("onnx::MatMul_" + module, weight);
    String product = graph.node("MatMul", LinearLayer.path(module, "MatMul"), List.of(x, matrix));
    String shift = graph.weight(module + ".bias", bias);
    return graph.node("Add", LinearLayer.path(module, "Add"), List.of(product, shift));
  }
}
