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
 * Fine-tunes an encoder and learns a linear model from the same films, the latter from auxiliary
 * ones too where there are any, and their scores are added up. For films with one tag.
 *
 * @param encoder how the encoder is fine-tuned
 * @param linear how the linear model is learned
 * @param linearWeight how many times the linear model's scores count
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

  /** The same with auxiliary films, from which the linear model learns. */
  public EnsembleRecipe with(Auxiliary films) {
    return new EnsembleRecipe(encoder, linear.with(films), linearWeight);
  }

  /** The encoder's plan with the linear model's in it. */
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
