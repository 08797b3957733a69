package org.tagline.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a training stands between two steps, without its tensors.
 *
 * @param fingerprint of plan, films and base; a checkpoint only goes on with the same
 * @param step optimizer steps done
 * @param epochs those that are over
 * @param bestEpoch counted from 1; 0 before the first epoch's end
 * @param lossSum of all steps
 * @param epochLossSum of the steps of the running epoch
 * @param seconds of training so far
 * @param samples films read
 * @param windows windows read
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

  /** The best validation score so far. */
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
