package org.tagline.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Told what training does, on the training thread; must return quickly. */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /**
   * Progress after a step.
   *
   * @param step counted from 1
   * @param steps of the whole training
   * @param epoch counted from 1
   * @param loss mean over the epoch so far
   * @param windowsPerSecond over the steps since training began or was resumed
   * @param secondsLeft at that pace
   */
  record Step(
      long step, long steps, int epoch, double loss, double windowsPerSecond, double secondsLeft) {}

  /**
   * An epoch's end.
   *
   * @param epoch counted from 1
   * @param trainLoss mean over its steps
   * @param validation null where there is no validation part
   * @param best whether its weights are the best so far
   */
  record Epoch(int epoch, double trainLoss, Validation.@Nullable Result validation, boolean best) {}

  /** Windows whose vectors need not be computed again, before the first step. */
  default void onRemembered(int done, int total) {}

  default void onStep(Step step) {}

  default void onEpoch(Epoch epoch) {}

  default void onCheckpoint(Path folder) {}
}
