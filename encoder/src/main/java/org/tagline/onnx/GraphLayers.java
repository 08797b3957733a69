package org.tagline.onnx;

import java.util.List;
import org.tagline.engine.Parameters;

/**
 * Writes the layers that transformers share into a graph, as operator patterns that runtimes
 * recognize and fuse. Parameters and results are names of values in the graph.
 */
final class GraphLayers {
  /** Number added to the scores of padding, whose exponential is 0; runtimes look for it. */
  private static final float PADDING_SCORE = -10_000;

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

  /** Adds a linear layer whose products have the graph's number format. */
  String linear(String x, String module) {
    return linear(linear, x, module);
  }

  /** Adds a linear layer with float32 products in every graph, for heads, which are small. */
  String exactLinear(String x, String module) {
    return linear(new FloatLinear(), x, module);
  }

  private String linear(LinearLayer kind, String x, String module) {
    return kind.add(
        graph, x, module, parameters.get(module + ".weight"), parameters.get(module + ".bias"));
  }

  /** Adds layer normalization over the last dimension; operator set 12 has no operator for it. */
  String layerNorm(String x, String module, double epsilon) {
    OnnxGraph.Attribute last = OnnxGraph.with("axes", new long[] {-1});
    String mean = graph.node("ReduceMean", List.of(x), last);
    String centred = graph.node("Sub", List.of(x, mean));
    String squares = graph.node("Pow", List.of(centred, graph.constant(2f)));
    String variance = graph.node("ReduceMean", List.of(squares), last);
    String positive = graph.node("Add", List.of(variance, graph.constant((float) epsilon)));
    String deviation = graph.node("Sqrt", List.of(positive));
    String normal = graph.node("Div", List.of(centred, deviation));
    String weight = graph.weight(module + ".weight", parameters.get(module + ".weight"));
    String bias = graph.weight(module + ".bias", parameters.get(module + ".bias"));
    return add(graph.node("Mul", List.of(normal, weight)), bias);
  }

  /** Looks up embeddings: {@code [windows, tokens]} to {@code [windows, tokens, hidden]}. */
  String embedding(String ids, String module) {
    return graph.node("Gather", LinearLayer.path(module, "Gather"), List.of(table(module), ids));
  }

  /**
   * Looks up position embeddings {@code [windows, tokens, hidden]}. Positions are counted from the
   * mask: runtimes cannot infer the size of a slice, and would then not fuse anything.
   */
  String positions(String mask, String module) {
    String counts = graph.node("CumSum", List.of(mask, graph.constant(1L)));
    String position = graph.node("Sub", List.of(counts, graph.constant(1L)));
    return embedding(position, module);
  }

  private String table(String module) {
    return graph.weight(module + ".weight", parameters.get(module + ".weight"));
  }

  /** Adds two values element by element. */
  String add(String x, String y) {
    return graph.node("Add", List.of(x, y));
  }

  /**
   * Adds an activation by its name in configurations.
   *
   * @throws IllegalArgumentException if it is not gelu, relu or tanh
   */
  String activation(String x, String name) {
    return switch (name) {
      case "gelu" -> gelu(x);
      case "relu" -> graph.node("Relu", List.of(x));
      case "tanh" -> graph.node("Tanh", List.of(x));
      default ->
          throw new IllegalArgumentException(
              "ONNX export supports the activations gelu, relu and tanh, not \"" + name + "\"");
    };
  }

  /** Adds {@code x / 2 · (1 + erf(x / √2))}. */
  private String gelu(String x) {
    String scaled = graph.node("Div", List.of(x, graph.constant((float) Math.sqrt(2))));
    String erf = graph.node("Erf", List.of(scaled));
    String sum = graph.node("Add", List.of(erf, graph.constant(1f)));
    String product = graph.node("Mul", List.of(x, sum));
    return graph.node("Mul", List.of(product, graph.constant(0.5f)));
  }

  /** Adds the value {@code [windows, 1, 1, tokens]} that hides padding from attention. */
  String attentionMask(String mask) {
    String rows = graph.unsqueeze(mask, 1);
    String heads = graph.unsqueeze(rows, 2);
    String real = graph.node("Cast", List.of(heads), OnnxGraph.with("to", 1));
    String padding = graph.node("Sub", List.of(graph.constant(1f), real));
    return graph.node("Mul", List.of(padding, graph.constant(PADDING_SCORE)));
  }

  /**
   * Adds multi-head self-attention of {@code x} without the output projection; {@code [windows,
   * tokens, hidden]} to a value of equal shape.
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
    String probabilities = graph.node("Softmax", List.of(masked), OnnxGraph.with("axis", 3));
    String context = graph.node("MatMul", List.of(probabilities, v));
    String transposed =
        graph.node("Transpose", List.of(context), OnnxGraph.with("perm", new long[] {0, 2, 1, 3}));
    return graph.node("Reshape", List.of(transposed, graph.constants(0, 0, hidden)));
  }

  private String split(String x, int heads, int size, long... order) {
    String parts = graph.node("Reshape", List.of(x, graph.constants(0, 0, heads, size)));
    return graph.node("Transpose", List.of(parts), OnnxGraph.with("perm", order));
  }
}
