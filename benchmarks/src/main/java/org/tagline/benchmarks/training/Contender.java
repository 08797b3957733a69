package org.tagline.benchmarks.training;

import java.io.IOException;
import java.util.List;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.ResidentMemory;

/** A library that trains the encoder. Used by one thread, in a process of its own. */
public interface Contender extends AutoCloseable {

  /** Runs forward and backward on the padded windows without changing a weight. */
  Agreement agree();

  /**
   * Runs training steps on the full windows: forward, backward, clipping and AdamW.
   *
   * @param count number of steps
   * @return the seconds that each step took
   */
  List<Double> steps(int count) throws IOException;

  @Override
  void close();

  /**
   * The results that contenders must agree on before their speed is compared.
   *
   * @param logits {@code [batch, labels]}, in row-major order
   * @param loss mean cross entropy
   * @param gradientNorm norm over all parameters, before clipping
   */
  record Agreement(List<Double> logits, double loss, double gradientNorm) {}

  /** Opens a contender. */
  @FunctionalInterface
  interface Opener {

    /** Loads the weights of a workload. */
    Contender open(Workload workload) throws IOException;
  }

  /**
   * Runs the {@link Workload} given in this process's arguments and prints the {@link
   * ContenderResult}; the main method of every contender calls it.
   */
  static void run(String[] arguments, Opener opener) throws IOException {
    Workload workload = FreshProcess.task(arguments, Workload.class);
    try (Contender contender = opener.open(workload)) {
      Agreement agreement = contender.agree();
      List<Double> seconds = List.of();
      if (workload.steps() > 0) {
        seconds = contender.steps(workload.warmUp() + workload.steps());
        seconds = seconds.subList(workload.warmUp(), seconds.size());
      }
      FreshProcess.printResult(
          new ContenderResult(agreement, seconds, ResidentMemory.peakOfThisProcess()));
    }
  }
}
