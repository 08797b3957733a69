package org.tagline.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;

/**
 * A training method: decides which weights are trained and how their gradients are computed.
 *
 * <p>A new method is one file and one line in {@code Methods}. Stateless.
 */
public interface Method {

  /** Returns the name in plans and on the command line. */
  String id();

  /**
   * Returns a plan with this method's own defaults, such as its learning rate, from {@link
   * TrainingPlan#HYPERPARAMETERS}.
   *
   * @param full a plan for {@code full}
   */
  default TrainingPlan defaults(TrainingPlan full) {
    return full.with(TrainingPlan.HYPERPARAMETERS.differences(id()));
  }

  /**
   * Checks that the model can be trained with the plan.
   *
   * @throws IllegalArgumentException otherwise
   */
  void check(TrainingPlan plan, DocumentClassifier model);

  /**
   * Prepares the model: enables gradients for the trained weights and adds the method's own
   * weights. Random numbers depend only on the plan's seed.
   *
   * @param cache folder in which vectors are kept from one training to the next, or null to delete
   *     them afterwards
   */
  Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path cache)
      throws IOException;

  /** One training of one model. Not thread-safe. */
  interface Session extends AutoCloseable {

    /** Returns the trained weights by name; the model owns them. */
    Map<String, Tensor> trained();

    /** Does the work that is needed once rather than in every epoch. */
    default void prepare(List<Example> examples, TrainingListener listener) throws IOException {}

    /**
     * Returns the function that computes window vectors, with gradients if the encoder is trained.
     */
    WindowVectors vectors();

    /** Returns the largest number of tokens to process at once. */
    default int tokenBudget(TrainingPlan plan) {
      return plan.tokenBudget();
    }

    /** Merges what the method added into the model's own weights. */
    default void finish() {}

    @Override
    default void close() throws IOException {}
  }
}
