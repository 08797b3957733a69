package org.tagline.learn;

import java.util.Map;
import org.tagline.dataset.ClassWeighting;

/**
 * Counts the training films' tags.
 *
 * @param seed written down only: nothing here is random
 */
public record MajorityRecipe(long seed) implements Recipe {
  /** What users name where others name an encoder. */
  public static final String BASE = "majority";

  @Override
  public Learner learner() {
    return new MajorityLearner();
  }

  @Override
  public String base() {
    return BASE;
  }

  @Override
  public ClassWeighting classWeights() {
    return ClassWeighting.NONE;
  }

  @Override
  public Object plan() {
    return Map.of();
  }
}
