package org.tagline.learn;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.tagger.TaggerModel;

/** Learns one kind of model from films. Not thread-safe. */
@FunctionalInterface
public interface Learner {

  /**
   * Learns a model and how its logits become tags.
   *
   * <p>Throws IllegalArgumentException if the films do not suffice, IOException if a base or a
   * checkpoint cannot be read.
   *
   * @param checkpoints folder for checkpoints; null to write none
   * @param resume continue from the newest checkpoint
   */
  Learned learn(
      TrainingData data, TaggerListener listener, @Nullable Path checkpoints, boolean resume)
      throws IOException;

  /**
   * A learned model.
   *
   * @param model owned by the caller
   * @param input how it reads a text
   * @param training figures of the training
   * @param rule how its logits become tags
   */
  record Learned(TaggerModel model, InputSpec input, TrainingSummary training, DecisionRule rule) {}
}
