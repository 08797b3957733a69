package org.tagline.finetune;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.tagline.dataset.Auxiliary;
import org.tagline.dataset.ClassWeighting;
import org.tagline.hyperparameter.Hyperparameter;
import org.tagline.hyperparameter.HyperparameterGroup;
import org.tagline.hyperparameter.Hyperparameters;
import org.tagline.learn.Learner;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.Recipe;

/**
 * Recipe of an ensemble of a fine-tuned encoder and a linear model, whose logits are added. For
 * single-label tasks; only the linear model uses auxiliary films.
 *
 * @param encoder recipe of the encoder
 * @param linear recipe of the linear model
 * @param linearWeight factor of the linear model's logits
 */
public record EnsembleRecipe(FineTuningRecipe encoder, LinearRecipe linear, double linearWeight)
    implements Recipe {

  /** The hyperparameter that an ensemble adds to those of its two plans. */
  public static final Hyperparameters HYPERPARAMETERS =
      Hyperparameters.of(
          Hyperparameter.decimal("linearWeight", 5)
              .above(0)
              .atMost(1000)
              .in(HyperparameterGroup.LINEAR)
              .typedAs("with-linear")
              .shownAs("off; 5 without a value")
              .help(
                  "WEIGHT",
                  "Train a linear model too and add WEIGHT times its logits to the encoder's; often"
                      + " better than either on few films. For films with one tag."));

  public EnsembleRecipe {
    HYPERPARAMETERS.check(linearWeight);
  }

  /** Returns a copy with auxiliary films for the linear model. */
  public EnsembleRecipe with(Auxiliary films) {
    return new EnsembleRecipe(encoder, linear.with(films), linearWeight);
  }

  /** The stored plan: that of the encoder with that of the linear model as a field. */
  private record Plans(@JsonUnwrapped Object encoder, Object linear, double linearWeight) {}

  @Override
  public Learner learner() {
    return new EnsembleLearner(this);
  }

  @Override
  public String base() {
    return encoder.base();
  }

  @Override
  public ClassWeighting classWeights() {
    return encoder.classWeights();
  }

  @Override
  public long seed() {
    return encoder.seed();
  }

  @Override
  public Object plan() {
    return plans(linear.plan());
  }

  @Override
  public Object written() {
    return plans(linear.written());
  }

  private Plans plans(Object ofLinear) {
    return new Plans(encoder.plan(), ofLinear, linearWeight);
  }
}
