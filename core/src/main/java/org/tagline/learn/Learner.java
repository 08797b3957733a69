package org.tagline.learn;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.tagger.TaggerModel;

/** Trains one kind of model. Not thread-safe. */
@FunctionalInterface
public interface Learner {

  /**
   * Trains a model and chooses its decision rule.
   *
   * @param data films and class weights
   * @param listener receives progress
   * @param checkpoints folder for checkpoints; null to write none
   * @param resume continue from the newest checkpoint
   * @throws IllegalArgumentException if there are too few films
   * @throws IOException if a base or a checkpoint cannot be read
   */
  Learned learn(
      TrainingData data, TaggerListener listener, @Nullable Path checkpoints, boolean resume)
      throws IOException;

  /**
   * Result of a training.
   *
   * @param model trained model, owned by the caller
   * @param input how the model reads a text
   * @param training summary of the training
   * @param rule how the logits become tags
   */
  record Learned(TaggerModel model, InputSpec input, TrainingSummary training, DecisionRule rule) {}
}
