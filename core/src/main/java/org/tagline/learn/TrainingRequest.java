package org.tagline.learn;

import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;

/**
 * Request for training a tagger.
 *
 * @param name name of the tagger
 * @param recipe how the model is trained
 * @param task one or any number of tags per film
 * @param tags tags to train, in the order of the outputs
 * @param films cleaned films, at least those of the split
 * @param split parts of the dataset
 * @param thresholdPolicy how thresholds are chosen
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
