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

/** What {@code --base} and the options beside it ask for. */
public final class Recipes {

  private Recipes() {}

  /**
   * Two names stand for what needs no encoder; all others are looked for as one.
   *
   * @param cache folder of the window vectors that unchanged layers compute
   * @param task one tag a film or many: the linear base has a plan for each
   */
  public static Recipe of(BaseOptions base, PlanOptions plans, Path cache, Task task)
      throws IOException {
    boolean encoder =
        !base.name().equals(LinearRecipe.BASE) && !base.name().equals(MajorityRecipe.BASE);
    if (plans.withLinear != null && !encoder) {
      throw new IllegalArgumentException(
          "--with-linear goes with an encoder, but the base is " + base.name());
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
        yield plans.withLinear == null
            ? alone
            : new EnsembleRecipe(alone, new LinearRecipe(plans.linearBeside()), plans.withLinear);
      }
    };
  }
}
