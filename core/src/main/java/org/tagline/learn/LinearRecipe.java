package org.tagline.learn;

import org.tagline.dataset.Auxiliary;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.TagSet;
import org.tagline.linear.LinearPlan;

/**
 * Learns a linear model from the films, and from auxiliary films where there are any.
 *
 * @param plan how
 * @param auxiliary films that have nothing in common with the catalogue's
 */
public record LinearRecipe(LinearPlan plan, Auxiliary auxiliary) implements Recipe {
  /** What users name where others name an encoder. */
  public static final String BASE = "linear";

  /** Without auxiliary films. */
  public LinearRecipe(LinearPlan plan) {
    this(plan, Auxiliary.none());
  }

  /** The plan as it is written down, with what helped beside it. */
  private record Helped(LinearPlan plan, int auxiliaryFilms, String auxiliaryHash) {}

  /** The same with auxiliary films. */
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
