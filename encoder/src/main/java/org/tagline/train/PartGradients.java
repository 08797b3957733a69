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
 * The gradients of some films that are computed together.
 *
 * <p>Of a film longer than the budget, the windows that fit are encoded once and the others twice:
 * to learn the document's gradient and, piece by piece, to carry that gradient back (Gao et al.,
 * 2021, https://arxiv.org/abs/2101.06983), so its memory is a piece's. Thread-safe, for passes over
 * gradients of their own.
 *
 * @param tokenBudget tokens computed at once
 * @param encoder gives the windows' vectors; with gradients, or all films must fit the budget
 */
record PartGradients(DocumentClassifier model, Loss loss, int tokenBudget, WindowVectors encoder) {

  /** Some films of a batch that fit the budget, or one film, and the seed of what they drop. */
  record Part(List<Example> films, long seed) {
    int tokens() {
      return films.stream().mapToInt(Example::tokens).sum();
    }
  }

  /**
   * Adds the part's gradients to those of the pass's weights.
   *
   * @param weight of the whole batch
   * @return the sum of its films' losses
   */
  double add(Part part, double weight, Pass worker) {
    List<Example> films = part.films();
    boolean fits = films.size() > 1 || films.get(0).tokens() <= tokenBudget;
    try (PointerScope scope = new PointerScope()) {
      return fits
          ? together(films, weight, worker.seeded(part.seed()))
          : inPieces(films.get(0), weight, worker, part.seed());
    }
  }

  private double together(List<Example> films, double weight, Pass pass) {
    List<Window> windows = films.stream().flatMap(e -> e.windows().stream()).toList();
    return backward(encoder.of(windows, pass), films, weight, pass);
  }

  private double inPieces(Example film, double weight, Pass worker, long seed) {
    List<List<Window>> pieces = pieces(film.windows());
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
      double sum = backward(leaf, List.of(film), weight, worker.seeded(seed));
      TensorVector gradients = leaf.grad().split(sizes(pieces), 0);
      carryBack(first, gradients.get(0));
      for (int i = 1; i < pieces.size(); i++) {
        try (Tensor piece = encoded(pieces, i, worker, seed)) {
          carryBack(piece, gradients.get(i));
        }
      }
      return sum;
    } finally {
      first.close();
    }
  }

  /** {@code [windows, hidden]} of a piece; the same whenever it is computed, and the caller's. */
  private Tensor encoded(List<List<Window>> pieces, int piece, Pass worker, long seed) {
    try (PointerScope scope = new PointerScope()) {
      Tensor vectors = encoder.of(pieces.get(piece), worker.seeded(Seeds.of(seed, piece)));
      vectors.retainReference();
      return vectors;
    }
  }

  private static void carryBack(Tensor vectors, Tensor gradient) {
    try (PointerScope scope = new PointerScope()) {
      vectors.mul(gradient).sum().backward();
    }
  }

  private static long[] sizes(List<List<Window>> pieces) {
    return pieces.stream().mapToLong(List::size).toArray();
  }

  /** Backward pass from the group's part of the batch's mean; returns the sum of its losses. */
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
