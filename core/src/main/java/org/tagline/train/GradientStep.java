package org.tagline.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.Lanes;
import org.tagline.encoder.Parameters;
import org.tagline.encoder.Pass;
import org.tagline.text.Window;

/**
 * Adds up the gradients of one batch in parts that fit the token budget.
 *
 * <p>The gradients are those of the whole batch's mean loss, however it is parted. Of a film longer
 * than the budget, the windows that fit are encoded once and the others twice: to learn the
 * document's gradient and, piece by piece, to carry that gradient back (Gao et al., 2021,
 * https://arxiv.org/abs/2101.06983), so its memory is a piece's.
 *
 * <p>On more than one lane the parts are dealt out by their lengths. Each lane adds up gradients of
 * its own, which are added to the weights' in the lanes' order: the same lanes, the same bits.
 */
final class GradientStep implements AutoCloseable {
  private final DocumentClassifier model;
  private final Loss loss;
  private final long seed;
  private final int tokenBudget;
  private final WindowVectors encoder;
  private final Map<String, Tensor> trained;
  private final List<Pass> lanes = new ArrayList<>();

  /** Some films of a batch that are computed together, and the seed of what they drop. */
  private record Part(List<Example> films, long seed) {
    int tokens() {
      return films.stream().mapToInt(Example::tokens).sum();
    }
  }

  /**
   * Prepares steps.
   *
   * @param seed of the plan
   * @param tokenBudget tokens that a lane computes at once
   * @param encoder gives the windows' vectors; with gradients, or whole batches must fit the budget
   * @param trained the weights that get gradients, by name
   * @param lanes how many parts are computed side by side
   */
  GradientStep(
      DocumentClassifier model,
      Loss loss,
      long seed,
      int tokenBudget,
      WindowVectors encoder,
      Map<String, Tensor> trained,
      Pass pass,
      int lanes) {
    this.model = model;
    this.loss = loss;
    this.seed = seed;
    this.tokenBudget = tokenBudget;
    this.encoder = encoder;
    this.trained = trained;
    this.lanes.add(pass);
    while (this.lanes.size() < lanes) {
      this.lanes.add(pass.over(pass.parameters().twin()));
    }
  }

  /** Adds the batch's gradients to the weights'; returns its mean loss. */
  double accumulate(List<Example> batch, long step) {
    double weight = loss.weight(batch.stream().map(Example::target).toArray(float[][]::new));
    List<Part> parts = new ArrayList<>();
    for (List<Example> films : Batches.byLength(batch, tokenBudget)) {
      parts.add(new Part(films, Seeds.of(seed, step, parts.size())));
    }
    if (lanes.size() == 1) {
      return sum(parts, weight, lanes.get(0)) / weight;
    }
    List<List<Part>> dealt = dealt(parts);
    List<Double> sums =
        Lanes.shared()
            .each(
                IntStream.range(0, lanes.size()).boxed().toList(),
                lane -> sum(dealt.get(lane), weight, lanes.get(lane)));
    lanes.stream().skip(1).map(Pass::parameters).forEach(this::collect);
    return sums.stream().mapToDouble(sum -> sum).sum() / weight;
  }

  /** The longest part first, each to the lane that has the least to do. */
  private List<List<Part>> dealt(List<Part> parts) {
    List<List<Part>> dealt = new ArrayList<>();
    lanes.forEach(lane -> dealt.add(new ArrayList<>()));
    long[] tokens = new long[lanes.size()];
    parts.stream()
        .sorted(Comparator.comparingInt(Part::tokens).reversed())
        .forEach(
            part -> {
              int free = 0;
              for (int lane = 1; lane < tokens.length; lane++) {
                free = tokens[lane] < tokens[free] ? lane : free;
              }
              dealt.get(free).add(part);
              tokens[free] += part.tokens();
            });
    return dealt;
  }

  /** Adds a lane's gradients to the weights' and sets them to zero. */
  private void collect(Parameters lane) {
    trained.forEach(
        (name, weight) -> {
          try (PointerScope scope = new PointerScope()) {
            Tensor gradient = lane.trained(name).grad();
            if (gradient.defined()) {
              if (weight.grad().defined()) {
                weight.grad().add_(gradient);
              } else {
                weight.mutable_grad().put(gradient.clone());
              }
              gradient.zero_();
            }
          }
        });
  }

  private double sum(List<Part> parts, double weight, Pass lane) {
    double sum = 0;
    for (Part part : parts) {
      List<Example> films = part.films();
      boolean fits = films.size() > 1 || films.get(0).tokens() <= tokenBudget;
      try (PointerScope scope = new PointerScope()) {
        sum +=
            fits
                ? together(films, weight, lane.seeded(part.seed()))
                : inPieces(films.get(0), weight, lane, part.seed());
      }
    }
    return sum;
  }

  private double together(List<Example> films, double weight, Pass pass) {
    List<Window> windows = films.stream().flatMap(e -> e.windows().stream()).toList();
    return backward(encoder.of(windows, pass), films, weight, pass);
  }

  private double inPieces(Example film, double weight, Pass lane, long seed) {
    List<List<Window>> pieces = pieces(film.windows());
    Tensor first = encoded(pieces, 0, lane, seed);
    try {
      TensorVector vectors = new TensorVector(first.detach());
      try (NoGradGuard noGrad = new NoGradGuard()) {
        for (int i = 1; i < pieces.size(); i++) {
          try (Tensor piece = encoded(pieces, i, lane, seed)) {
            vectors.push_back(piece);
          }
        }
      }
      Tensor leaf = torch.cat(vectors, 0).requires_grad_(true);
      double sum = backward(leaf, List.of(film), weight, lane.seeded(seed));
      TensorVector gradients = leaf.grad().split(sizes(pieces), 0);
      carryBack(first, gradients.get(0));
      for (int i = 1; i < pieces.size(); i++) {
        try (Tensor piece = encoded(pieces, i, lane, seed)) {
          carryBack(piece, gradients.get(i));
        }
      }
      return sum;
    } finally {
      first.close();
    }
  }

  /** {@code [windows, hidden]} of a piece; the same whenever it is computed, and the caller's. */
  private Tensor encoded(List<List<Window>> pieces, int piece, Pass lane, long seed) {
    try (PointerScope scope = new PointerScope()) {
      Tensor vectors = encoder.of(pieces.get(piece), lane.seeded(Seeds.of(seed, piece)));
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

  @Override
  public void close() {
    lanes.stream().skip(1).map(Pass::parameters).forEach(Parameters::close);
  }
}
