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
import org.tagline.encoder.Engine;
import org.tagline.encoder.Pass;
import org.tagline.text.Window;

/**
 * Adds up the gradients of one batch in parts that fit the token budget.
 *
 * <p>The gradients are those of the whole batch's mean loss, however it is parted. A film longer
 * than the budget is encoded twice: once to learn its document's gradient and once, piece by piece,
 * to carry that gradient back (Gao et al., 2021, https://arxiv.org/abs/2101.06983), so its memory
 * is a piece's.
 */
final class GradientStep {
  private final DocumentClassifier model;
  private final Loss loss;
  private final long seed;
  private final int tokenBudget;
  private final WindowVectors encoder;
  private final Pass pass;

  /**
   * Prepares steps.
   *
   * @param seed of the plan
   * @param tokenBudget tokens computed at once
   * @param encoder gives the windows' vectors; with gradients, or whole batches must fit the budget
   */
  GradientStep(
      DocumentClassifier model,
      Loss loss,
      long seed,
      int tokenBudget,
      WindowVectors encoder,
      Pass pass) {
    this.model = model;
    this.loss = loss;
    this.seed = seed;
    this.tokenBudget = tokenBudget;
    this.encoder = encoder;
    this.pass = pass;
  }

  /** Adds the batch's gradients to the weights'; returns its mean loss. */
  double accumulate(List<Example> batch, long step) {
    double weight = loss.weight(batch.stream().map(Example::target).toArray(float[][]::new));
    double sum = 0;
    int part = 0;
    for (List<Example> group : Batches.byLength(batch, tokenBudget)) {
      long drawn = Seeds.of(seed, step, part++);
      boolean fits = group.size() > 1 || group.get(0).tokens() <= tokenBudget;
      try (PointerScope scope = new PointerScope()) {
        sum += fits ? together(group, weight, drawn) : inPieces(group.get(0), weight, drawn);
      }
    }
    return sum / weight;
  }

  private double together(List<Example> group, double weight, long drawn) {
    List<Window> windows = group.stream().flatMap(e -> e.windows().stream()).toList();
    Engine.seed(drawn);
    return backward(encoder.of(windows, pass), group, weight);
  }

  private double inPieces(Example film, double weight, long drawn) {
    List<List<Window>> pieces = pieces(film.windows());
    TensorVector vectors = new TensorVector();
    try (NoGradGuard noGrad = new NoGradGuard()) {
      for (int i = 0; i < pieces.size(); i++) {
        Engine.seed(Seeds.of(drawn, i));
        vectors.push_back(encoder.of(pieces.get(i), pass));
      }
    }
    Tensor leaf = torch.cat(vectors, 0).detach().requires_grad_(true);
    Engine.seed(drawn);
    double sum = backward(leaf, List.of(film), weight);
    Tensor gradient = leaf.grad();
    long at = 0;
    for (int i = 0; i < pieces.size(); i++) {
      try (PointerScope scope = new PointerScope()) {
        int size = pieces.get(i).size();
        Engine.seed(Seeds.of(drawn, i));
        Tensor piece = encoder.of(pieces.get(i), pass);
        piece.mul(gradient.narrow(0, at, size)).sum().backward();
        at += size;
      }
    }
    return sum;
  }

  /** Backward pass from the group's part of the batch's mean; returns the sum of its losses. */
  private double backward(Tensor windowVectors, List<Example> group, double weight) {
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
