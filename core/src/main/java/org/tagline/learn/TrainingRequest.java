package org.tagline.learn;

import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;

/**
 * What to train.
 *
 * @param name of the tagger
 * @param recipe how its model is learned
 * @param task one tag a film or any number
 * @param tags to learn, in the order of the outputs
 * @param films clean films; those of the split's parts are used
 * @param split which film is in which part
 * @param thresholdPolicy how the probabilities of many tags become answers
 */
public record TrainingRequest(
    String name,
    Recipe recipe,
    Task task,
    TagSet tags,
    List<Film> films,
    Split split,
    ThresholdPolicy thresholdPolicy) {

  public TrainingRequest {
    films = List.copyOf(films);
  }

  /** Uses the default threshold policy. */
  public TrainingRequest(
      String name, Recipe recipe, Task task, TagSet tags, List<Film> films, Split split) {
    this(name, recipe, task, tags, films, split, ThresholdPolicy.DEFAULT);
  }
}
