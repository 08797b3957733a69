package org.tagline.cli.option;

import java.io.IOException;
import java.nio.file.Path;
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

  private Recipes() {}

  /**
   * Makes a recipe; any base other than {@code linear} and {@code majority} is an encoder.
   *
   * @param cache folder for the vectors of unchanged encoder layers
   * @param task one tag per film or several; the linear base has different defaults for each
   * @throws IllegalArgumentException for an unknown base or a value that is not allowed
   */
  public static Recipe of(BaseOptions base, PlanOptions plans, Path cache, Task task)
      throws IOException {
    boolean encoder =
        !base.name().equals(LinearRecipe.BASE) && !base.name().equals(MajorityRecipe.BASE);
    if (plans.linearWeight() != null && !encoder) {
      throw new IllegalArgumentException(
          "--with-linear needs an encoder, but the base is " + base.name());
    }
    return switch (base.name()) {
      case LinearRecipe.BASE ->
          new LinearRecipe(
              plans.linear(task == Task.MULTI ? LinearPlan.MANY : LinearPlan.DEFAULT),
              Auxiliary.none());
      case MajorityRecipe.BASE -> new MajorityRecipe(plans.seed());
      default -> {
        BaseEncoder resolved = base.resolve();
        FineTuningRecipe alone = plans.recipe(resolved, Methods.usual(resolved), cache);
        Double weight = plans.linearWeight();
        yield weight == null
            ? alone
            : new EnsembleRecipe(alone, new LinearRecipe(plans.linearOfEnsemble()), weight);
      }
    };
  }
}
