package org.tagline.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One way of training the encoder. Used by one thread, in a process of its own. */
public interface Contender extends AutoCloseable {

  /** Forward and backward on the padded windows, changing no weight. */
  Agreement agree();

  /** Forward, backward, clipping and AdamW on the full windows. */
  void step();

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
   * it and prints the {@link Measurement}.
   */
  static void run(String[] arguments, Start start) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Workload workload = json.readValue(arguments[0], Workload.class);
    try (Contender contender = start.open(workload)) {
      Agreement agreement = contender.agree();
      List<Double> seconds = new ArrayList<>();
      for (int i = -workload.warmUp(); i < workload.steps(); i++) {
        long begin = System.nanoTime();
        contender.step();
        if (i >= 0) {
          seconds.add((System.nanoTime() - begin) / 1e9);
        }
      }
      Measurement measured = new Measurement(agreement, seconds, PeakMemory.ofThisProcess());
      System.out.println(json.writeValueAsString(measured));
    }
  }
}
