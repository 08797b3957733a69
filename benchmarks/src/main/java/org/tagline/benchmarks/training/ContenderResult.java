package org.tagline.benchmarks.training;

import java.util.List;
import org.tagline.benchmarks.harness.MedianRange;

/**
 * What one contender's process printed.
 *
 * @param agreement its results on the padded windows
 * @param secondsPerStep of each timed step
 * @param peakBytes the most memory the process ever held
 */
public record ContenderResult(
    Contender.Agreement agreement, List<Double> secondsPerStep, long peakBytes) {

  /** Windows a second at the median step. */
  public double windowsPerSecond(int batch) {
    return batch / MedianRange.of(secondsPerStep).median();
  }
}
