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
import org.tagline.train.MicroBatchGradients.MicroBatch;

/**
 * Accumulates the gradients of one batch in micro-batches that fit the token budget.
 *
 * <p>The result is the gradient of the whole batch's mean loss, however the batch is divided. With
 * several workers, micro-batches are assigned by length. Each worker has its own gradients, which
 * are added to the weights' gradients in the workers' order, so the same number of workers gives
 * the same bits.
 */
final class GradientStep implements AutoCloseable {
  private final MicroBatchGradients gradients;
  private final long seed;
  private final Map<String, Tensor> trained;
  private final List<Pass> workers = new ArrayList<>();

  /**
   * Creates the workers.
   *
   * @param seed the plan's seed
   * @param trained the trained weights by name
   * @param workers number of micro-batches processed in parallel
   */
  GradientStep(
      MicroBatchGradients gradients,
      long seed,
      Map<String, Tensor> trained,
      Pass pass,
      int workers) {
    this.gradients = gradients;
    this.seed = seed;
    this.trained = trained;
    this.workers.add(pass);
    while (this.workers.size() < workers) {
      this.workers.add(pass.over(pass.parameters().replica()));
    }
  }

  /** Adds the batch's gradients to the weights' gradients; returns the batch's mean loss. */
  double accumulate(List<Example> batch, long step) {
    double weight =
        gradients.loss().weight(batch.stream().map(Example::target).toArray(float[][]::new));
    List<MicroBatch> microBatches = new ArrayList<>();
    for (List<Example> examples : Batches.byLength(batch, gradients.tokenBudget())) {
      microBatches.add(new MicroBatch(examples, Seeds.of(seed, step, microBatches.size())));
    }
    if (workers.size() == 1) {
      return sum(microBatches, weight, workers.get(0)) / weight;
    }
    List<List<MicroBatch>> assigned = assign(microBatches);
    List<Double> sums =
        WorkerPool.shared()
            .each(
                IntStream.range(0, workers.size()).boxed().toList(),
                worker -> sum(assigned.get(worker), weight, workers.get(worker)));
    workers.stream().skip(1).map(Pass::parameters).forEach(this::collect);
    return sums.stream().mapToDouble(sum -> sum).sum() / weight;
  }

  /** Assigns the micro-batches, longest first, each to the worker with the fewest tokens. */
  private List<List<MicroBatch>> assign(List<MicroBatch> microBatches) {
    List<List<MicroBatch>> assigned = new ArrayList<>();
    workers.forEach(worker -> assigned.add(new ArrayList<>()));
    long[] tokens = new long[workers.size()];
    microBatches.stream()
        .sorted(Comparator.comparingInt(MicroBatch::tokens).reversed())
        .forEach(
            microBatch -> {
              int free = 0;
              for (int worker = 1; worker < tokens.length; worker++) {
                free = tokens[worker] < tokens[free] ? worker : free;
              }
              assigned.get(free).add(microBatch);
              tokens[free] += microBatch.tokens();
            });
    return assigned;
  }

  /** Adds a worker's gradients to the weights' gradients and sets the worker's to zero. */
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

  private double sum(List<MicroBatch> microBatches, double weight, Pass worker) {
    double sum = 0;
    for (MicroBatch microBatch : microBatches) {
      sum += gradients.add(microBatch, weight, worker);
    }
    return sum;
  }

  @Override
  public void close() {
    workers.stream().skip(1).map(Pass::parameters).forEach(Parameters::close);
  }
}
