package org.tagline.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.HeadKind;
import org.tagline.encoder.LinearHead;
import org.tagline.encoder.ModelConfig;
import org.tagline.encoder.WindowPooling;

/**
 * Writes a fine-tuned classifier as an ONNX file (operator set 12). Thread-safe.
 *
 * <p>The graph's inputs hold the windows of one document, each {@code [windows, tokens]} int64:
 * {@code input_ids}, {@code attention_mask} (1 for a token, 0 for padding) and, for BERT, {@code
 * token_type_ids}. Its outputs are {@code window_vectors} {@code [windows, hidden]}, {@code logits}
 * {@code [1, tags]} and {@code probabilities} {@code [1, tags]}, all float32.
 */
public final class OnnxModel {
  /** Maximum length of a protocol-buffer message. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private static final int FORMAT_VERSION = 7;

  /** Newest operator set whose attention patterns ONNX Runtime fuses. */
  private static final int OPERATOR_SET = 12;

  private static final List<OnnxArchitecture> ALL = List.of(new OnnxBert(), new OnnxDistilBert());

  private OnnxModel() {}

  /**
   * Conversion of logits to probabilities.
   *
   * @param exclusive whether each document has exactly one tag (softmax) or any number (sigmoid)
   * @param temperature the number by which the logits are divided first
   */
  public record Probabilities(boolean exclusive, double temperature) {}

  /**
   * Writes the file and forces it to disk.
   *
   * @param file the file, which must not exist
   * @param model the classifier, which must stay open during the call
   * @param products the number format of the products in linear layers
   * @param probabilities the conversion of logits to probabilities
   * @param metadata the file's metadata in order
   * @throws IllegalArgumentException if the architecture or its activation cannot be exported, or
   *     the file would be larger than 2 GB
   */
  public static void write(
      Path file,
      DocumentClassifier model,
      Products products,
      Probabilities probabilities,
      Map<String, String> metadata)
      throws IOException {
    ProtoMessage proto = new ProtoMessage();
    proto.varint(1, FORMAT_VERSION).string(2, "Tagline");
    proto.message(7, graph(model, products, probabilities).proto("tagger"));
    proto.message(8, new ProtoMessage().string(1, "").varint(2, OPERATOR_SET));
    metadata.forEach(
        (key, value) -> proto.message(14, new ProtoMessage().string(1, key).string(2, value)));
    if (proto.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "this model is larger than 2 GB, the limit of an ONNX file; export it with --format hub");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      proto.writeTo(channel);
      channel.force(true);
    }
  }

  private static OnnxGraph graph(
      DocumentClassifier model, Products products, Probabilities probabilities) {
    OnnxArchitecture architecture = architecture(model.config());
    OnnxGraph graph = new OnnxGraph();
    GraphLayers layers = new GraphLayers(graph, model.parameters(), products);
    var inputs = new OnnxArchitecture.Inputs("input_ids", "attention_mask", "token_type_ids");
    graph.input(inputs.ids(), OnnxGraph.Type.INT64, "windows", "tokens");
    graph.input(inputs.mask(), OnnxGraph.Type.INT64, "windows", "tokens");
    if (architecture.tokenTypes()) {
      graph.input(inputs.types(), OnnxGraph.Type.INT64, "windows", "tokens");
    }
    String hidden = architecture.encoder(model.config(), layers, inputs);
    String vectors = graph.named("window_vectors", pooled(graph, hidden, inputs, model.pooling()));
    String document =
        graph.node("ReduceMean", List.of(vectors), OnnxGraph.with("axes", new long[] {0}));
    String scores =
        model.headKind() == HeadKind.PUBLISHED
            ? architecture.publishedHead(layers, document)
            : layers.exactLinear(document, LinearHead.MODULE);
    String logits = graph.named("logits", scores);
    String scaled =
        graph.node("Div", List.of(logits, graph.constant((float) probabilities.temperature())));
    graph.named(
        "probabilities",
        probabilities.exclusive()
            ? graph.node("Softmax", List.of(scaled), OnnxGraph.with("axis", -1))
            : graph.node("Sigmoid", List.of(scaled)));
    long tags = model.parameters().get(LinearHead.MODULE + ".bias").numel();
    graph.output("window_vectors", OnnxGraph.Type.FLOAT, "windows", model.encoder().hiddenSize());
    graph.output("logits", OnnxGraph.Type.FLOAT, 1, tags);
    graph.output("probabilities", OnnxGraph.Type.FLOAT, 1, tags);
    return graph;
  }

  private static String pooled(
      OnnxGraph graph, String hidden, OnnxArchitecture.Inputs inputs, WindowPooling pooling) {
    if (pooling == WindowPooling.CLS) {
      return graph.node("Gather", List.of(hidden, graph.constant(0L)), OnnxGraph.with("axis", 1));
    }
    String mask = graph.node("Cast", List.of(inputs.mask()), OnnxGraph.with("to", 1));
    String column = graph.unsqueeze(mask, 2);
    String kept = graph.node("Mul", List.of(hidden, column));
    return graph.node("Div", List.of(sum(graph, kept), sum(graph, column)));
  }

  /** Adds a sum over the tokens. */
  private static String sum(OnnxGraph graph, String x) {
    OnnxGraph.Attribute tokens = OnnxGraph.with("axes", new long[] {1});
    return graph.node("ReduceSum", List.of(x), tokens, OnnxGraph.with("keepdims", 0));
  }

  private static OnnxArchitecture architecture(ModelConfig config) {
    return ALL.stream()
        .filter(known -> known.modelType().equals(config.modelType()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "models of type \""
                        + config.modelType()
                        + "\" cannot be exported as ONNX (supported: "
                        + ALL.stream().map(OnnxArchitecture::modelType).toList()
                        + "); export it with --format hub"));
  }
}
