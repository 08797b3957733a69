package org.tagline.finetune;

import org.tagline.learn.Recipe;
import org.tagline.tagger.ModelKind;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.ClassWeighting;
import org.tagline.base.BaseEncoder;
import org.tagline.train.TrainingPlan;

/**
 * A {@link ModelKind#TRANSFORMER} is fine-tuned.
 *
 * @param encoder to fine-tune
 * @param plan how
 * @param memory a folder where what an unchanging encoder computes is remembered from one training
 *     to the next; null to forget it
 */
public record FineTuning(BaseEncoder encoder, TrainingPlan plan, @Nullable Path memory)
    implements Recipe {

  /** Without a memory. */
  public FineTuning(BaseEncoder encoder, TrainingPlan plan) {
    this(encoder, plan, null);
  }

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
