package org.tagline.benchmarks.finetuning;

import java.util.List;

/**
 * What a side reports of its {@link FineTuningTask}.
 *
 * @param films read, repeats counted
 * @param seconds from the first step's beginning to the last one's end
 * @param stepEnds seconds from the beginning to each step's end
 * @param loss mean over the steps
 * @param macroF1 on the test films
 * @param peakBytes the most memory the process held while training
 */
public record FineTuningResult(
    int films, double seconds, List<Double> stepEnds, double loss, double macroF1, long peakBytes) {

  /** Without the first step, in which both sides still warm up. */
  public double filmsPerSecond(int batch) {
    double first = stepEnds.get(0);
    double last = stepEnds.get(stepEnds.size() - 1);
    return (films - batch) / (last - first);
  }
}
