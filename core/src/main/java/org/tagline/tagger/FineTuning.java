package org.tagline.tagger;

import org.tagline.dataset.ClassWeighting;
import org.tagline.encoder.BaseEncoder;
import org.tagline.train.TrainingPlan;

/**
 * A {@link ModelKind#TRANSFORMER} is fine-tuned.
 *
 * @param encoder to fine-tune
 * @param plan how
 */
public record FineTuning(BaseEncoder encoder, TrainingPlan plan) implements Recipe {

  @Override
  public String base() {
    return encoder.id();
  }

  @Override
  public ClassWeighting classWeights() {
    return plan.classWeights();
  }

  @Override
  public long seed() {
    return plan.seed();
  }
}
