package org.tagline.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import org.tagline.dataset.Auxiliary;
import org.tagline.dataset.Task;
import org.tagline.base.BaseEncoder;
import org.tagline.linear.LinearPlan;
import org.tagline.finetune.EnsembleLearning;
import org.tagline.finetune.FineTuning;
import org.tagline.learn.LinearLearning;
import org.tagline.learn.MajorityLearning;
import org.tagline.learn.Recipe;
import org.tagline.train.method.Methods;

/** What {@code --base} and the options beside it ask for. */
final class Recipes {

  private Recipes() {}

  /**
   * Two names stand for what needs no encoder; all others are looked for as one.
   *
   * @param memory where what an unchanging encoder computes is remembered
   * @param task one tag a film or many: the linear base has a plan for each
   */
  static Recipe of(BaseOptions base, PlanOptions plans, Path memory, Task task) throws IOException {
    boolean encoder =
        !base.name().equals(LinearLearning.BASE) && !base.name().equals(MajorityLearning.BASE);
    if (plans.withLinear != null && !encoder) {
      throw new IllegalArgumentException(
          "--with-linear goes with an encoder, but the base is " + base.name());
    }
    return switch (base.name()) {
      case LinearLearning.BASE ->
          new LinearLearning(
              plans.linear(task == Task.MULTI ? LinearPlan.MANY : LinearPlan.DEFAULT),
              Auxiliary.none());
      case MajorityLearning.BASE -> new MajorityLearning(plans.seed());
      default -> {
        BaseEncoder resolved = base.resolve();
        FineTuning alone = new FineTuning(resolved, plans.plan(Methods.usual(resolved)), memory);
        yield plans.withLinear == null
            ? alone
            : new EnsembleLearning(
                alone, new LinearLearning(plans.linearBeside()), plans.withLinear);
      }
    };
  }
}
