package org.tagline.learn;

import java.util.List;

/**
 * Summary of a training.
 *
 * @param epochs one entry per epoch
 * @param bestEpoch number of the epoch whose weights were kept, from 1
 * @param steps number of optimizer steps
 * @param loss mean training loss over all steps
 * @param runtimeSeconds time of the training, without interruptions
 * @param samples number of films read over all epochs
 * @param windows number of windows read over all epochs
 */
public record TrainingSummary(
    List<TaggerListener.Epoch> epochs,
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
