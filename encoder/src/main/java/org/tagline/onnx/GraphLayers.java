package org.tagline.onnx;

import java.util.List;
import org.tagline.engine.Parameters;

/**
 * The parts that transformers share, written into a graph in the shape in which runtimes recognize
 * and fuse them.
 */
final class GraphLayers {
  /** Added to the scores of padding; e to this power is 0. Runtimes look for just this number. */
  private static final float HIDDEN = -10_000;

  private final OnnxGraph graph;
  private final Parameters parameters;
  private final LinearLayer linear;

  GraphLayers(OnnxGraph graph, Parameters parameters, Products products) {
    this.graph = graph;
    this.parameters = parameters;
    this.linear = products.layer();
  }

  OnnxGraph graph() {
    return graph;
  }

  /** A linear layer in the graph's products. */
  String linear(String x, String module) {
    return linear(linear, x, module);
  }

  /** A linear layer in float32 whatever the rest is in: for a head, which is small. */
  String exactLinear(String x, String module) {
    return linear(new FloatLinear(), x, module);
  }

  private String linear(LinearLayer kind, String x, String module) {
    return kind.add(
        graph, x, module, parameters.get(module + ".weight"), parameters.get(module + ".bias"));
  }

  /** Layer normalization over the last dimension, spelled out as operator set 12 must. */
  String layerNorm(String x, String module, double epsilon) {
    OnnxGraph.Attribute last = OnnxGraph.with("axes", new long[] {-1});
    String mean = graph.node("ReduceMean", List.of(x), last);
    String centred = graph.node("Sub", List.of(x, mean));
    String squares = graph.node("Pow", List.of(centred, graph.constant(2f)));
    String variance = graph.node("ReduceMean", List.of(squares), last);
    String safe = graph.node("Add", List.of(variance, graph.constant((float) epsilon)));
    String deviation = graph.node("Sqrt", List.of(safe));
    String normal = graph.node("Div", List.of(centred, deviation));
    String weight = graph.weight(module + ".weight", parameters.get(module + ".weight"));
    String bias = graph.weight(module + ".bias", parameters.get(module + ".bias"));
    return add(graph.node("Mul", List.of(normal, weight)), bias);
  }

  /** Looks the ids up: {@code [windows, tokens]} to {@code [windows, tokens, hidden]}. */
  String embedding(String ids, String module) {
    return graph.node("Gather", LinearLayer.path(module, "Gather"), List.of(table(module), ids));
  }

  /**
   * The positions' vectors, {@code [windows, tokens, hidden]}. They are counted from the mask,
   * since sizes that come out of a slice would be unknown to a runtime, which then fuses nothing.
   */
  String positions(String mask, String module) {
    String upTo = graph.node("CumSum", List.of(mask, graph.constant(1L)));
    String position = graph.node("Sub", List.of(upTo, graph.constant(1L)));
    return embedding(position, module);
  }

  private String table(String module) {
    return graph.weight(module + ".weight", parameters.get(module + ".weight"));
  }

  String add(String x, String y) {
    return graph.node("Add", List.of(x, y));
  }

  String activation(String x, String name) {
    return switch (name) {
      case "gelu" -> gelu(x);
      case "relu" -> graph.node("Relu", List.of(x));
      case "tanh" -> graph.node("Tanh", List.of(x));
      default ->
          throw new IllegalArgumentException(
              "a model with the activation \""
                  + name
                  + "\" cannot be written as ONNX (gelu, relu"
                  + " and tanh can)");
    };
  }

  /** {@code x / 2 · (1 + erf(x / √2))}. */
  private String gelu(String x) {
    String scaled = graph.node("Div", List.of(x, graph.constant((float) Math.sqrt(2))));
    String erf = graph.node("Erf", List.of(scaled));
    String sum = graph.node("Add", List.of(erf, graph.constant(1f)));
    String product = graph.node("Mul", List.of(x, sum));
    return graph.node("Mul", List.of(product, graph.constant(0.5f)));
  }

  /** What attention adds to its scores, {@code [windows, 1, 1, tokens]}. */
  String attentionMask(String mask) {
    String rows = graph.unsqueeze(mask, 1);
    String heads = graph.unsqueeze(rows, 2);
    String real = graph.node("Cast", List.of(heads), OnnxGraph.with("to", 1));
    String padding = graph.node("Sub", List.of(graph.constant(1f), real));
    return graph.node("Mul", List.of(padding, graph.constant(HIDDEN)));
  }

  /**
   * Multi-head attention of {@code x} to itself, {@code [windows, tokens, hidden]}, without the
   * projection of its output.
   */
  String attention(
      String x, String mask, int heads, int hidden, String query, String key, String value) {
    int size = hidden / heads;
    String q = split(linear(x, query), heads, size, 0, 2, 1, 3);
    String k = split(linear(x, key), heads, size, 0, 2, 3, 1);
    String v = split(linear(x, value), heads, size, 0, 2, 1, 3);
    String products = graph.node("MatMul", List.of(q, k));
    String scores = graph.node("Div", List.of(products, graph.constant((float) Math.sqrt(size))));
    String masked = graph.node("Add", List.of(scores, mask));
    String shares = graph.node("Softmax", List.of(masked), OnnxGraph.with("axis", 3));
    String context = graph.node("MatMul", List.of(shares, v));
    String turned =
        graph.node("Transpose", List.of(context), OnnxGraph.with("perm", new long[] {0, 2, 1, 3}));
    return graph.node("Reshape", List.of(turned, graph.constants(0, 0, hidden)));
  }

  private String split(String x, int heads, int size, long... order) {
    String parts = graph.node("Reshape", List.of(x, graph.constants(0, 0, heads, size)));
    return graph.node("Transpose", List.of(parts), OnnxGraph.with("perm", order));
  }
}
