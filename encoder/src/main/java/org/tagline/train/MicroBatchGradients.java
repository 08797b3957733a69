package org.tagline.train;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;
import org.tagline.engine.Pass;
import org.tagline.text.Window;
import org.tagline.train.loss.Loss;

/**
 * Computes the gradients of examples that are processed together.
 *
 * <p>An example that exceeds the token budget is processed in pieces (gradient caching, Gao et al.,
 * 2021, https://arxiv.org/abs/2101.06983): all pieces are encoded, the document's gradient is
 * computed, and all pieces but the first are encoded a second time to propagate their gradients.
 * Peak memory is that of one piece. Thread-safe for passes with separate gradients.
 *
 * @param tokenBudget largest number of tokens processed at once
 * @param encoder computes the windows' vectors; if it has no gradients, all examples must fit the
 *     budget
 */
record MicroBatchGradients(
    DocumentClassifier model, Loss loss, int tokenBudget, WindowVectors encoder) {

  /**
   * Examples of a batch that together fit the budget, or one longer example.
   *
   * @param seed seed of their dropout
   */
  record MicroBatch(List<Example> examples, long seed) {
    int tokens() {
      return examples.stream().mapToInt(Example::tokens).sum();
    }
  }

  /**
   * Adds the micro-batch's gradients to those of the pass's weights.
   *
   * @param weight weight of the whole batch, from {@link Loss#weight}
   * @return sum of the examples' losses
   */
  double add(MicroBatch microBatch, double weight, Pass worker) {
    List<Example> examples = microBatch.examples();
    boolean fits = examples.size() > 1 || examples.get(0).tokens() <= tokenBudget;
    try (PointerScope scope = new PointerScope()) {
      return fits
          ? together(examples, weight, worker.seeded(microBatch.seed()))
          : inPieces(examples.get(0), weight, worker, microBatch.seed());
    }
  }

  private double together(List<Example> examples, double weight, Pass pass) {
    List<Window> windows = examples.stream().flatMap(e -> e.windows().stream()).toList();
    return backward(encoder.of(windows, pass), examples, weight, pass);
  }

  private double inPieces(Example example, double weight, Pass worker, long seed) {
    List<List<Window>> pieces = pieces(example.windows());
    Tensor first = encoded(pieces, 0, worker, seed);
    try {
      TensorVector vectors = new TensorVector(first.detach());
      try (NoGradGuard noGrad = new NoGradGuard()) {
        for (int i = 1; i < pieces.size(); i++) {
          try (Tensor piece = encoded(pieces, i, worker, seed)) {
            vectors.push_back(piece);
          }
        }
      }
      Tensor leaf = torch.cat(vectors, 0).requires_grad_(true);
      double sum = backward(leaf, List.of(example), weight, worker.seeded(seed));
      TensorVector gradients = leaf.grad().split(sizes(pieces), 0);
      propagate(first, gradients.get(0));
      for (int i = 1; i < pieces.size(); i++) {
        try (Tensor piece = encoded(pieces, i, worker, seed)) {
          propagate(piece, gradients.get(i));
        }
      }
      return sum;
    } finally {
      first.close();
    }
  }

  /**
   * Returns the vectors of a piece, {@code [windows, hidden]}, with the same bits on every call.
   * The caller closes them.
   */
  private Tensor encoded(List<List<Window>> pieces, int piece, Pass worker, long seed) {
    try (PointerScope scope = new PointerScope()) {
      Tensor vectors = encoder.of(pieces.get(piece), worker.seeded(Seeds.of(seed, piece)));
      vectors.retainReference();
      return vectors;
    }
  }

  private static void propagate(Tensor vectors, Tensor gradient) {
    try (PointerScope scope = new PointerScope()) {
      vectors.mul(gradient).sum().backward();
    }
  }

  private static long[] sizes(List<List<Window>> pieces) {
    return pieces.stream().mapToLong(List::size).toArray();
  }

  /**
   * Runs the backward pass of the group's share of the batch's mean loss; returns the sum of its
   * losses.
   */
  private double backward(Tensor windowVectors, List<Example> group, double weight, Pass pass) {
    int[] counts = group.stream().mapToInt(e -> e.windows().size()).toArray();
    Tensor sum = loss.sum(model.logits(windowVectors, counts, pass), targets(group));
    sum.div(new Scalar(weight)).backward();
    return sum.item_double();
  }

  private List<List<Window>> pieces(List<Window> windows) {
    List<List<Window>> pieces = new ArrayList<>();
    int from = 0;
    while (from < windows.size()) {
      int to = from;
      int tokens = 0;
      while (to < windows.size()
          && (to == from || tokens + windows.get(to).size() <= tokenBudget)) {
        tokens += windows.get(to++).size();
      }
      pieces.add(windows.subList(from, to));
      from = to;
    }
    return pieces;
  }

  static Tensor targets(List<Example> group) {
    int tags = group.get(0).target().length;
    float[] flat = new float[group.size() * tags];
    for (int i = 0; i < group.size(); i++) {
      System.arraycopy(group.get(i).target(), 0, flat, i * tags, tags);
    }
    return Tensor.create(flat, group.size(), tags);
  }
}
