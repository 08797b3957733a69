package org.tagline.learn;

import org.tagline.finetune.FineTuning;

import java.util.List;
import org.tagline.dataset.Document;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.base.BaseEncoder;
import org.tagline.train.TrainingPlan;

/**
 * What to train.
 *
 * @param name of the tagger
 * @param recipe how its model is learned
 * @param task one tag a film or any number
 * @param tags to learn, in the order of the outputs
 * @param documents clean films; those of the split's parts are used
 * @param split which film is in which part
 * @param deciding how the probabilities of many tags become answers
 */
public record TrainingRequest(
    String name,
    Recipe recipe,
    Task task,
    TagSet tags,
    List<Document> documents,
    Split split,
    Deciding deciding) {

  public TrainingRequest {
    documents = List.copyOf(documents);
  }

  /** A request that decides as it comes. */
  public TrainingRequest(
      String name, Recipe recipe, Task task, TagSet tags, List<Document> documents, Split split) {
    this(name, recipe, task, tags, documents, split, Deciding.DEFAULT);
  }

  /** A request to fine-tune an encoder. */
  public TrainingRequest(
      String name,
      BaseEncoder base,
      TrainingPlan plan,
      Task task,
      TagSet tags,
      List<Document> documents,
      Split split) {
    this(name, new FineTuning(base, plan), task, tags, documents, split);
  }
}
