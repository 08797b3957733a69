package org.tagline.learn;

import org.tagline.dataset.Auxiliary;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.TagSet;
import org.tagline.linear.LinearPlan;

/**
 * Recipe of a linear tagger.
 *
 * @param plan hyperparameters
 * @param auxiliary auxiliary training films; may be empty
 */
public record LinearRecipe(LinearPlan plan, Auxiliary auxiliary) implements Recipe {
  /** Name of this recipe in place of a base encoder. */
  public static final String BASE = "linear";

  /** Creates a recipe without auxiliary films. */
  public LinearRecipe(LinearPlan plan) {
    this(plan, Auxiliary.none());
  }

  /** The stored plan of a training with auxiliary films. */
  private record Helped(LinearPlan plan, int auxiliaryFilms, String auxiliaryHash) {}

  /** Returns a copy with auxiliary films. */
  public LinearRecipe with(Auxiliary films) {
    return new LinearRecipe(plan, films);
  }

  @Override
  public Object written() {
    return auxiliary.films().isEmpty()
        ? plan
        : new Helped(
            plan,
            auxiliary.films().size(),
            FilmHash.of(auxiliary.films(), TagSet.of(auxiliary.films())));
  }

  @Override
  public Learner learner() {
    return new LinearLearner(this);
  }

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
