package org.tagline.learn;

import java.util.List;
import java.util.Map;
import org.tagline.train.TrainingListener;

/** Told what the making of a tagger does, on the calling thread; must return quickly. */
public interface TaggerListener extends TrainingListener {
  /** Hears nothing. */
  TaggerListener NONE = new TaggerListener() {};

  /** What was found before training: weights that begin fresh, tags' weights, parts' sizes. */
  default void onStart(
      List<String> freshWeights, Map<String, Double> classWeights, Map<String, Integer> films) {}

  /** How many tokens a window has at most, special ones included. */
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
}
