package org.tagline.benchmarks.training;

import java.util.List;
import org.tagline.benchmarks.harness.MedianRange;

/**
 * The figures of one contender in one round.
 *
 * @param agreement results on the padded windows, before any step
 * @param secondsPerStep duration of each timed step
 * @param peakBytes peak resident memory of the process
 */
public record ContenderResult(
    Contender.Agreement agreement, List<Double> secondsPerStep, long peakBytes) {

  /**
   * Returns the number of windows per second at the median step.
   *
   * @param batch windows per step
   */
  public double windowsPerSecond(int batch) {
    return batch / MedianRange.of(secondsPerStep).median();
  }
}
