package org.tagline.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;
import org.tagline.train.method.Methods;

/**
 * Which weights a training moves, and how it comes to their gradients.
 *
 * <p>An implementation is one file and one line in {@link Methods}. Stateless.
 */
public interface Method {

  /** The name in plans and on the command line. */
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

  /** Refuses a plan that this model cannot be trained by, with an IllegalArgumentException. */
  void check(TrainingPlan plan, DocumentClassifier model);

  /**
   * Prepares the model: lets gradients flow to what is trained, adds weights where the method needs
   * some. What is drawn comes from the plan's seed alone.
   *
   * @param memory where vectors may be remembered from one training to the next; null to forget
   *     them
   */
  Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path memory)
      throws IOException;

  /** One training of one model. Not thread-safe. */
  interface Session extends AutoCloseable {

    /** The weights that are trained, by name; owned by the model. */
    Map<String, Tensor> trained();

    /** Does once what need not be done in every epoch. */
    default void prepare(List<Example> films, TrainingListener listener) throws IOException {}

    /** The windows' vectors, with gradients where the encoder is trained. */
    WindowVectors vectors();

    /** Tokens that may be computed at once. */
    default int tokenBudget(TrainingPlan plan) {
      return plan.tokenBudget();
    }

    /** Leaves the model as one that needs nothing beside its weights. */
    default void finish() {}

    @Override
    default void close() throws IOException {}
  }
}
