package org.tagline.benchmarks.finetuning;

import java.util.List;

/**
 * The figures of one {@link FineTuningTask}.
 *
 * @param films number of films trained on; a film counts once per epoch
 * @param seconds time from the start of the first step to the end of the last one
 * @param stepEnds seconds from the start to the end of each step
 * @param loss mean training loss over the steps
 * @param macroF1 macro-F1 on the test films
 * @param peakBytes peak resident memory of the process during training
 */
public record FineTuningResult(
    int films, double seconds, List<Double> stepEnds, double loss, double macroF1, long peakBytes) {

  /**
   * Returns the films per second without the first step, in which both sides still warm up.
   *
   * @param batch films per step
   */
  public double filmsPerSecond(int batch) {
    double first = stepEnds.get(0);
    double last = stepEnds.get(stepEnds.size() - 1);
    return (films - batch) / (last - first);
  }
}
