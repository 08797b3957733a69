package org.tagline.train;

import java.util.List;

/**
 * What a training did.
 *
 * @param epochs one entry an epoch that was run
 * @param bestEpoch whose weights the model has now, counted from 1
 * @param steps optimizer steps
 * @param loss mean training loss over all steps
 * @param runtimeSeconds without what was lost when it was killed
 * @param samples films read, repeats counted
 * @param windows windows read, repeats counted
 */
public record TrainingResult(
    List<TrainingListener.Epoch> epochs,
    int bestEpoch,
    long steps,
    double loss,
    double runtimeSeconds,
    long samples,
    long windows) {

  public double samplesPerSecond() {
    return samples / runtimeSeconds;
  }

  public double stepsPerSecond() {
    return steps / runtimeSeconds;
  }
}
