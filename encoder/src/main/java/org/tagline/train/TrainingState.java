package org.tagline.train;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a training between two steps, without its tensors.
 *
 * @param fingerprint SHA-256 of plan, base and examples; training resumes only if it is equal
 * @param step number of optimizer steps done
 * @param epochs the finished epochs
 * @param bestEpoch epoch with the best score, counted from 1; 0 before the end of the first epoch
 * @param lossSum sum of the losses of all steps
 * @param epochLossSum sum of the losses of the current epoch's steps
 * @param seconds duration of the training so far
 * @param samples number of examples read
 * @param windows number of windows read
 */
record TrainingState(
    String fingerprint,
    long step,
    List<TrainingListener.Epoch> epochs,
    int bestEpoch,
    double lossSum,
    double epochLossSum,
    double seconds,
    long samples,
    long windows) {

  static TrainingState start(String fingerprint) {
    return new TrainingState(fingerprint, 0, List.of(), 0, 0, 0, 0, 0, 0);
  }

  TrainingState afterStep(double loss, double addedSeconds, int addedSamples, int addedWindows) {
    return new TrainingState(
        fingerprint,
        step + 1,
        epochs,
        bestEpoch,
        lossSum + loss,
        epochLossSum + loss,
        seconds + addedSeconds,
        samples + addedSamples,
        windows + addedWindows);
  }

  TrainingState afterEpoch(TrainingListener.Epoch epoch, double addedSeconds) {
    List<TrainingListener.Epoch> longer = new ArrayList<>(epochs);
    longer.add(epoch);
    return new TrainingState(
        fingerprint,
        step,
        List.copyOf(longer),
        epoch.best() ? epoch.epoch() : bestEpoch,
        lossSum,
        0,
        seconds + addedSeconds,
        samples,
        windows);
  }

  /** Returns the best validation score so far. */
  double bestScore() {
    double best = Double.NEGATIVE_INFINITY;
    for (TrainingListener.Epoch epoch : epochs) {
      Validation.Result validation = epoch.validation();
      if (validation != null) {
        best = Math.max(best, validation.score());
      }
    }
    return best;
  }
}
