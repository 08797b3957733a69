package org.tagline.learn;

import java.util.List;

/**
 * Figures of one training.
 *
 * @param epochs one entry per epoch
 * @param bestEpoch the epoch whose weights were kept, counted from 1
 * @param steps optimizer steps
 * @param loss mean training loss over all steps
 * @param runtimeSeconds without the time lost to interruptions
 * @param samples films read, repetitions included
 * @param windows windows read, repetitions included
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
