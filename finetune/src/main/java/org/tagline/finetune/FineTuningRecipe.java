package org.tagline.finetune;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.base.BaseEncoder;
import org.tagline.dataset.ClassWeighting;
import org.tagline.hyperparameter.Hyperparameter;
import org.tagline.hyperparameter.Hyperparameters;
import org.tagline.learn.Learner;
import org.tagline.learn.Recipe;
import org.tagline.train.TrainingPlan;
import org.tagline.train.method.Methods;

/**
 * Recipe for fine-tuning an encoder.
 *
 * @param encoder pretrained or fresh
 * @param trainingPlan how it is fine-tuned
 * @param classWeights how rare tags are weighted in the loss
 * @param cache folder in which the vectors of unchanged layers are kept from one training to the
 *     next; null to keep none
 */
public record FineTuningRecipe(
    BaseEncoder encoder,
    TrainingPlan trainingPlan,
    ClassWeighting classWeights,
    @Nullable Path cache)
    implements Recipe {

  /** The training plan's hyperparameters and the class weights. */
  public static final Hyperparameters HYPERPARAMETERS =
      TrainingPlan.HYPERPARAMETERS.and(
          "encoder",
          Hyperparameters.of(
              Hyperparameter.choice(
                      "classWeights", ClassWeighting.SQRT.toString(), ClassWeighting.names())
                  .help("SCHEME", ClassWeighting.HELP)));

  public FineTuningRecipe {
    Methods.named(trainingPlan.method());
  }

  /** Creates a recipe with square-root class weights and no cache. */
  public FineTuningRecipe(BaseEncoder encoder, TrainingPlan trainingPlan) {
    this(encoder, trainingPlan, ClassWeighting.SQRT, null);
  }

  /** The stored plan. */
  private record Written(@JsonUnwrapped TrainingPlan plan, ClassWeighting classWeights) {}

  @Override
  public Learner learner() {
    return new FineTuner(this);
  }

  @Override
  public String base() {
    return encoder.id();
  }

  @Override
  public long seed() {
    return trainingPlan.seed();
  }

  @Override
  public Object plan() {
    return new Written(trainingPlan, classWeights);
  }
}
