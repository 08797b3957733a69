package org.tagline.learn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives the progress of a training on the calling thread. Methods must return quickly. */
public interface TaggerListener {
  /** Ignores everything. */
  TaggerListener NONE = new TaggerListener() {};

  /**
   * Progress after an optimizer step.
   *
   * @param step number of the step, from 1
   * @param steps number of steps of the training
   * @param epoch number of the epoch, from 1
   * @param loss mean loss of the epoch so far
   * @param windowsPerSecond windows per second since the training started or resumed
   * @param secondsLeft estimated remaining time in seconds
   */
  record Step(
      long step, long steps, int epoch, double loss, double windowsPerSecond, double secondsLeft) {}

  /**
   * Result of an epoch.
   *
   * @param epoch number of the epoch, from 1
   * @param trainLoss mean training loss
   * @param validation result on the validation films; null if there are none
   * @param best whether the weights are the best so far
   */
  record Epoch(int epoch, double trainLoss, @Nullable ValidationScore validation, boolean best) {}

  /**
   * Called before the training.
   *
   * @param freshWeights names of freshly initialized weights
   * @param classWeights class weight of each tag
   * @param films number of films in each part of the split
   */
  default void onStart(
      List<String> freshWeights, Map<String, Double> classWeights, Map<String, Integer> films) {}

  /** Called with the length of the longest window in tokens, including special tokens. */
  default void onWindows(int maxTokens) {}

  /**
   * Called with the progress of a step other than training.
   *
   * @param task name of the step, such as {@code "reading"}
   * @param done number of films done
   * @param total number of films
   */
  default void onFilms(String task, int done, int total) {}

  /** Called with the progress of a training that handles one tag after another. */
  default void onTags(int done, int total) {}

  /** Progress of the window vectors that are computed once, before the first step. */
  default void onWindowCached(int done, int total) {}

  default void onStep(Step step) {}

  default void onEpoch(Epoch epoch) {}

  default void onCheckpoint(Path folder) {}
}
