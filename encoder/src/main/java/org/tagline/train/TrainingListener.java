package org.tagline.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Receives the progress of a training, on the training thread. Methods must return quickly. */
public interface TrainingListener {
  /** Ignores all progress. */
  TrainingListener SILENT = new TrainingListener() {};

  /**
   * Progress after a step.
   *
   * @param step number of the step, counted from 1
   * @param steps number of steps of the whole training
   * @param epoch number of the epoch, counted from 1
   * @param loss mean loss of the epoch so far
   * @param windowsPerSecond speed since training started or was resumed
   * @param secondsLeft estimate of the remaining time
   */
  record Step(
      long step, long steps, int epoch, double loss, double windowsPerSecond, double secondsLeft) {}

  /**
   * The end of an epoch.
   *
   * @param epoch number of the epoch, counted from 1
   * @param trainLoss mean loss of its steps
   * @param validation result of the validation, or null without validation
   * @param best whether its weights are the best so far
   */
  record Epoch(int epoch, double trainLoss, Validation.@Nullable Result validation, boolean best) {}

  /** Progress of the windows whose vectors are cached before the first step. */
  default void onWindowCached(int done, int total) {}

  default void onStep(Step step) {}

  default void onEpoch(Epoch epoch) {}

  default void onCheckpoint(Path folder) {}
}
