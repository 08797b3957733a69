package org.tagline.learn;

import org.tagline.tagger.ModelKind;

import java.util.Map;
import org.tagline.dataset.ClassWeighting;

/**
 * A {@link ModelKind#MAJORITY} model counts the training films' tags.
 *
 * @param seed written down only: nothing here is random
 */
public record MajorityLearning(long seed) implements Recipe {
  /** What users name where others name an encoder. */
  public static final String BASE = "majority";

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
