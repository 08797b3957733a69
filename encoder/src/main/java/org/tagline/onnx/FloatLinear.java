package org.tagline.onnx;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Linear layer with float32 products. The transposed weight and the nodes have the names that
 * PyTorch's exporter gives them, so that readers of such files can read this one.
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
