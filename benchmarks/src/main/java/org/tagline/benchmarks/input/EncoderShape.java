package org.tagline.benchmarks.input;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of a BERT encoder with a classifier on its mean-pooled output, and the cost of a
 * training step.
 *
 * @param layers number of transformer layers
 * @param hidden width of the residual stream
 * @param heads number of attention heads; divides {@code hidden}
 * @param intermediate width of the feed-forward layer
 * @param vocabulary number of word pieces
 * @param positions longest window in tokens
 * @param labels number of outputs of the classifier
 */
public record EncoderShape(
    int layers,
    int hidden,
    int heads,
    int intermediate,
    int vocabulary,
    int positions,
    int labels) {

  /** MiniLM-L6 with 22.7 million parameters, and three labels as in the single-label task. */
  public static final EncoderShape MINILM_L6 = new EncoderShape(6, 384, 12, 1536, 30_522, 512, 3);

  /** Returns the width of one attention head. */
  public int headWidth() {
    return hidden / heads;
  }

  /**
   * Returns the number of floating-point operations in the matrix products of one training step on
   * one window.
   *
   * <p>The forward pass of a layer multiplies each of {@code T} tokens with the four attention
   * matrices ({@code 4·h²}) and the two feed-forward matrices ({@code 2·h·i}), and the tokens with
   * each other twice ({@code QKᵀ} and its product with {@code V}, {@code T²·h} each); a
   * multiply-add is two operations:
   *
   * <pre>forward = layers · (2·T·(4·h² + 2·h·i) + 4·T²·h)</pre>
   *
   * The backward pass computes the gradient of both factors of every product and costs twice as
   * much; a step is {@code 3 · forward}. Embeddings, normalization, softmax and the optimizer are
   * limited by memory rather than by arithmetic and are left out, as is usual in such figures.
   *
   * @param tokens length of the window ({@code T})
   */
  public double trainingOperations(int tokens) {
    double weights = 4.0 * hidden * hidden + 2.0 * hidden * intermediate;
    double forward = layers * (2.0 * tokens * weights + 4.0 * tokens * tokens * hidden);
    return 3 * forward;
  }

  /**
   * Returns the shape of every trained tensor by its name in published checkpoints, in the order of
   * use.
   */
  public Map<String, long[]> parameters() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("bert.embeddings.word_embeddings.weight", new long[] {vocabulary, hidden});
    shapes.put("bert.embeddings.position_embeddings.weight", new long[] {positions, hidden});
    shapes.put("bert.embeddings.token_type_embeddings.weight", new long[] {2, hidden});
    norm(shapes, "bert.embeddings.LayerNorm");
    for (int i = 0; i < layers; i++) {
      String layer = "bert.encoder.layer." + i + ".";
      linear(shapes, layer + "attention.self.query", hidden, hidden);
      linear(shapes, layer + "attention.self.key", hidden, hidden);
      linear(shapes, layer + "attention.self.value", hidden, hidden);
      linear(shapes, layer + "attention.output.dense", hidden, hidden);
      norm(shapes, layer + "attention.output.LayerNorm");
      linear(shapes, layer + "intermediate.dense", intermediate, hidden);
      linear(shapes, layer + "output.dense", hidden, intermediate);
      norm(shapes, layer + "output.LayerNorm");
    }
    linear(shapes, "classifier", labels, hidden);
    return shapes;
  }

  private static void linear(Map<String, long[]> shapes, String name, int out, int in) {
    shapes.put(name + ".weight", new long[] {out, in});
    shapes.put(name + ".bias", new long[] {out});
  }

  private void norm(Map<String, long[]> shapes, String name) {
    shapes.put(name + ".weight", new long[] {hidden});
    shapes.put(name + ".bias", new long[] {hidden});
  }
}
