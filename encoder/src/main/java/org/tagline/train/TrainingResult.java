package org.tagline.train;

import java.util.List;

/**
 * Summary of a finished training.
 *
 * @param epochs one entry per epoch that was run
 * @param bestEpoch epoch whose weights the model has now, counted from 1
 * @param steps number of optimizer steps
 * @param loss mean training loss over all steps
 * @param runtimeSeconds duration of the steps and validations, without work lost to a kill
 * @param samples number of examples read, counting repeats
 * @param windows number of windows read, counting repeats
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
