package org.tagline.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Parameters;
import org.tagline.engine.Pass;
import org.tagline.engine.WorkerPool;
import org.tagline.train.PartGradients.Part;

/**
 * Adds up the gradients of one batch in parts that fit the token budget.
 *
 * <p>The gradients are those of the whole batch's mean loss, however it is parted. On more than one
 * worker the parts are dealt out by their lengths. Each worker adds up gradients of its own, which
 * are added to the weights' in the workers' order: the same workers, the same bits.
 */
final class GradientStep implements AutoCloseable {
  private final PartGradients gradients;
  private final long seed;
  private final Map<String, Tensor> trained;
  private final List<Pass> workers = new ArrayList<>();

  /**
   * Prepares steps.
   *
   * @param seed of the plan
   * @param trained the weights that get gradients, by name
   * @param workers how many parts are computed side by side
   */
  GradientStep(
      PartGradients gradients, long seed, Map<String, Tensor> trained, Pass pass, int workers) {
    this.gradients = gradients;
    this.seed = seed;
    this.trained = trained;
    this.workers.add(pass);
    while (this.workers.size() < workers) {
      this.workers.add(pass.over(pass.parameters().replica()));
    }
  }

  /** Adds the batch's gradients to the weights'; returns its mean loss. */
  double accumulate(List<Example> batch, long step) {
    double weight =
        gradients.loss().weight(batch.stream().map(Example::target).toArray(float[][]::new));
    List<Part> parts = new ArrayList<>();
    for (List<Example> films : Batches.byLength(batch, gradients.tokenBudget())) {
      parts.add(new Part(films, Seeds.of(seed, step, parts.size())));
    }
    if (workers.size() == 1) {
      return sum(parts, weight, workers.get(0)) / weight;
    }
    List<List<Part>> dealt = dealt(parts);
    List<Double> sums =
        WorkerPool.shared()
            .each(
                IntStream.range(0, workers.size()).boxed().toList(),
                worker -> sum(dealt.get(worker), weight, workers.get(worker)));
    workers.stream().skip(1).map(Pass::parameters).forEach(this::collect);
    return sums.stream().mapToDouble(sum -> sum).sum() / weight;
  }

  /** The longest part first, each to the worker that has the least to do. */
  private List<List<Part>> dealt(List<Part> parts) {
    List<List<Part>> dealt = new ArrayList<>();
    workers.forEach(worker -> dealt.add(new ArrayList<>()));
    long[] tokens = new long[workers.size()];
    parts.stream()
        .sorted(Comparator.comparingInt(Part::tokens).reversed())
        .forEach(
            part -> {
              int free = 0;
              for (int worker = 1; worker < tokens.length; worker++) {
                free = tokens[worker] < tokens[free] ? worker : free;
              }
              dealt.get(free).add(part);
              tokens[free] += part.tokens();
            });
    return dealt;
  }

  /** Adds a worker's gradients to the weights' and sets them to zero. */
  private void collect(Parameters worker) {
    trained.forEach(
        (name, weight) -> {
          try (PointerScope scope = new PointerScope()) {
            Tensor gradient = worker.trained(name).grad();
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

  private double sum(List<Part> parts, double weight, Pass worker) {
    double sum = 0;
    for (Part part : parts) {
      sum += gradients.add(part, weight, worker);
    }
    return sum;
  }

  @Override
  public void close() {
    workers.stream().skip(1).map(Pass::parameters).forEach(Parameters::close);
  }
}
