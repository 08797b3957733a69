package org.tagline.learn;

import java.util.List;
import org.tagline.dataset.Document;
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
 * @param documents clean films; those of the split's parts are used
 * @param split which film is in which part
 * @param thresholdPolicy how the probabilities of many tags become answers
 */
public record TrainingRequest(
    String name,
    Recipe recipe,
    Task task,
    TagSet tags,
    List<Document> documents,
    Split split,
    ThresholdPolicy thresholdPolicy) {

  public TrainingRequest {
    documents = List.copyOf(documents);
  }

  /** Uses the default threshold policy. */
  public TrainingRequest(
      String name, Recipe recipe, Task task, TagSet tags, List<Document> documents, Split split) {
    this(name, recipe, task, tags, documents, split, ThresholdPolicy.DEFAULT);
  }
}
