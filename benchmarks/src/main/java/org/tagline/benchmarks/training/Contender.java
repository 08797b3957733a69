package org.tagline.benchmarks.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.ResidentMemory;

/** One way of training the encoder. Used by one thread, in a process of its own. */
public interface Contender extends AutoCloseable {

  /** Forward and backward on the padded windows, changing no weight. */
  Agreement agree();

  /**
   * Forward, backward, clipping and AdamW on the full windows, again and again.
   *
   * @return the seconds that each of so many steps took
   */
  List<Double> steps(int count) throws IOException;

  @Override
  void close();

  /**
   * What two contenders must agree on before their speed is worth comparing.
   *
   * @param logits as {@code [batch, labels]}, row after row
   * @param loss mean cross entropy
   * @param gradientNorm over all parameters, before clipping
   */
  record Agreement(List<Double> logits, double loss, double gradientNorm) {}

  /** Opens a contender on its workload. */
  @FunctionalInterface
  interface Start {
    Contender open(Workload workload) throws IOException;
  }

  /**
   * The main method of every contender's process: reads the workload from the only argument, runs
   * it and prints the {@link ContenderResult}.
   */
  static void run(String[] arguments, Start start) throws IOException {
    Workload workload = new ObjectMapper().readValue(arguments[0], Workload.class);
    try (Contender contender = start.open(workload)) {
      Agreement agreement = contender.agree();
      List<Double> seconds = List.of();
      if (workload.steps() > 0) {
        seconds = contender.steps(workload.warmUp() + workload.steps());
        seconds = seconds.subList(workload.warmUp(), seconds.size());
      }
      FreshProcess.answer(new ContenderResult(agreement, seconds, ResidentMemory.ofThisProcess()));
    }
  }
}
