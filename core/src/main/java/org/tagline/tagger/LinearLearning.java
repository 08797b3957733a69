package org.tagline.tagger;

import org.tagline.dataset.ClassWeighting;
import org.tagline.linear.LinearPlan;

/**
 * A {@link ModelKind#LINEAR} model is learned from nothing but the films.
 *
 * @param plan how
 */
public record LinearLearning(LinearPlan plan) implements Recipe {
  /** What users name where others name an encoder. */
  public static final String BASE = "linear";

  @Override
  public String base() {
    return BASE;
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
