package org.tagline.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tagline.base.BaseEncoder;
import org.tagline.dataset.Auxiliary;
import org.tagline.dataset.Task;
import org.tagline.finetune.EnsembleRecipe;
import org.tagline.finetune.FineTuningRecipe;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.MajorityRecipe;
import org.tagline.learn.Recipe;
import org.tagline.linear.LinearPlan;
import org.tagline.train.method.Methods;

/** Makes the recipe that {@code --base} and the hyperparameters describe. */
public final class Recipes {

  /** Makers of the recipes of bases that are not encoders, by the name of the base. */
  private static final Map<String, Maker> WITHOUT_ENCODER =
      Map.of(
          LinearRecipe.BASE,
          (plans, task) ->
              new LinearRecipe(
                  plans.linear(task == Task.MULTI ? LinearPlan.MANY : LinearPlan.DEFAULT),
                  Auxiliary.none()),
          MajorityRecipe.BASE,
          (plans, task) -> new MajorityRecipe(plans.seed()));

  private Recipes() {}

  @FunctionalInterface
  private interface Maker {
    Recipe make(PlanOptions plans, Task task) throws IOException;
  }

  /** Returns whether a base is an encoder; every unknown name is. */
  public static boolean isEncoder(String base) {
    return !WITHOUT_ENCODER.containsKey(base);
  }

  /**
   * Makes a recipe; any base other than {@code linear} and {@code majority} is an encoder.
   *
   * @param cache folder for the vectors of unchanged encoder layers
   * @param task one tag per film or several; the linear base has different defaults for each
   * @throws IllegalArgumentException for an unknown base or a value that is not allowed
   */
  public static Recipe of(BaseOptions base, PlanOptions plans, Path cache, Task task)
      throws IOException {
    Double weight = plans.linearWeight();
    Maker other = WITHOUT_ENCODER.get(base.name());
    if (other != null) {
      if (weight != null) {
        throw new IllegalArgumentException(
            "--with-linear needs an encoder, but the base is " + base.name());
      }
      return other.make(plans, task);
    }
    BaseEncoder resolved = base.resolve();
    FineTuningRecipe alone = plans.recipe(resolved, Methods.usual(resolved), cache);
    return weight == null
        ? alone
        : new EnsembleRecipe(alone, new LinearRecipe(plans.linearOfEnsemble()), weight);
  }
}
