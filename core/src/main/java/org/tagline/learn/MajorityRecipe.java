package org.tagline.learn;

import java.util.Map;
import org.tagline.dataset.ClassWeighting;

/**
 * Recipe of the majority baseline.
 *
 * @param seed stored with the tagger; the training is deterministic
 */
public record MajorityRecipe(long seed) implements Recipe {
  /** Name of this recipe in place of a base encoder. */
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
