package org.tagline.learn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives progress while a tagger is made, on the calling thread; must return quickly. */
public interface TaggerListener {
  /** Ignores everything. */
  TaggerListener NONE = new TaggerListener() {};

  /**
   * Progress after an optimizer step.
   *
   * @param step counted from 1
   * @param steps of the whole training
   * @param epoch counted from 1
   * @param loss mean over the epoch so far
   * @param windowsPerSecond since training began or was resumed
   * @param secondsLeft at that pace
   */
  record Step(
      long step, long steps, int epoch, double loss, double windowsPerSecond, double secondsLeft) {}

  /**
   * The end of an epoch.
   *
   * @param epoch counted from 1
   * @param trainLoss mean over its steps
   * @param validation null where there is no validation part
   * @param best whether its weights are the best so far
   */
  record Epoch(int epoch, double trainLoss, @Nullable ValidationScore validation, boolean best) {}

  /** Training is about to begin: freshly initialized weights, class weights, films per part. */
  default void onStart(
      List<String> freshWeights, Map<String, Double> classWeights, Map<String, Integer> films) {}

  /** The longest window has that many tokens, special tokens included. */
  default void onWindows(int maxTokens) {}

  /**
   * Progress of something other than training.
   *
   * @param task such as {@code "reading"}; a new one begins where it changes
   * @param done films
   * @param total films
   */
  default void onFilms(String task, int done, int total) {}

  /** Progress of a training that learns one tag after another. */
  default void onTags(int done, int total) {}

  /** Progress of the window vectors that are computed once, before the first step. */
  default void onWindowCached(int done, int total) {}

  default void onStep(Step step) {}

  default void onEpoch(Epoch epoch) {}

  default void onCheckpoint(Path folder) {}
}
