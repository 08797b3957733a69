package org.tagline.cli.option;

import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Task;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.Recipe;
import org.tagline.learn.ThresholdPolicy;
import picocli.CommandLine.Option;

/** How many tags' probabilities become answers. Use as a picocli mixin. */
public final class ThresholdOptions {
  @Option(
      names = "--thresholds",
      paramLabel = "global|per-tag",
      description =
          "Where films have several tags: one threshold for all, or one for each tag with enough"
              + " films (global).")
  @Nullable String thresholds;

  @Option(
      names = "--apply-precision",
      paramLabel = "SHARE",
      description =
          "Where films have several tags: how often tags in the band \"apply\" should be right"
              + " (0.9).")
  @Nullable Double applyPrecision;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description =
          "Of the base linear with many tags: choose thresholds on all training films too, each"
              + " scored by one of N models that did not learn it (0).")
  @Nullable Integer folds;

  /** What was typed; what would be ignored is refused. */
  public ThresholdPolicy thresholdPolicy(Recipe recipe, Task task) {
    boolean typed = thresholds != null || applyPrecision != null || folds != null;
    if (typed && task == Task.SINGLE) {
      throw new IllegalArgumentException(
          "--thresholds, --apply-precision and --folds are for films with several tags; leave"
              + " them out here");
    }
    if (folds != null && !(recipe instanceof LinearRecipe)) {
      throw new IllegalArgumentException("--folds belongs to --base linear; leave it out here");
    }
    if (thresholds != null && !thresholds.equals("global") && !thresholds.equals("per-tag")) {
      throw new IllegalArgumentException("thresholds are global or per-tag, not " + thresholds);
    }
    return new ThresholdPolicy(
        "per-tag".equals(thresholds),
        applyPrecision == null ? ThresholdPolicy.DEFAULT.applyPrecision() : applyPrecision,
        folds == null ? ThresholdPolicy.DEFAULT.folds() : folds);
  }
}
