package org.tagline.learn;

import static org.tagline.hyperparameter.Hyperparameter.choice;
import static org.tagline.hyperparameter.Hyperparameter.decimal;
import static org.tagline.hyperparameter.Hyperparameter.matching;
import static org.tagline.hyperparameter.HyperparameterGroup.SEVERAL_TAGS;

import java.util.List;
import java.util.Map;
import org.tagline.hyperparameter.Hyperparameters;

/**
 * Decides how thresholds are chosen if films have any number of tags.
 *
 * @param perTag whether tags of enough films get thresholds of their own
 * @param applyPrecision target precision of tags in the band <i>apply</i>
 * @param folds number of folds of a cross-validation on whose scores thresholds are chosen too; 0
 *     to choose them on the validation part alone
 */
public record ThresholdPolicy(boolean perTag, double applyPrecision, int folds) {
  private static final String PER_TAG = "per-tag";

  /** The policy's settings as users give them. */
  public static final Hyperparameters HYPERPARAMETERS =
      Hyperparameters.of(
          choice("thresholds", "global", List.of("global", PER_TAG))
              .in(SEVERAL_TAGS)
              .help("One threshold for all tags, or one for each tag of enough films."),
          decimal("applyPrecision", 0.9)
              .above(0)
              .below(1)
              .in(SEVERAL_TAGS)
              .help("SHARE", "Target precision of tags in the band \"apply\"."),
          matching("thresholdFolds", "0", "0|[2-9]|1[0-9]|20", "0 or from 2 to 20")
              .in(SEVERAL_TAGS)
              .help(
                  "N",
                  "With --base linear: choose thresholds on the training films too, each scored by"
                      + " one of N models that were trained without it; 0 for never."));

  /** One threshold for all tags, chosen on the validation part. */
  public static final ThresholdPolicy DEFAULT = of(Map.of());

  public ThresholdPolicy {
    HYPERPARAMETERS.check(perTag ? PER_TAG : "global", applyPrecision, Integer.toString(folds));
  }

  /**
   * Makes a policy.
   *
   * @param changes values by name that differ from the defaults
   * @throws IllegalArgumentException for a value that is not allowed
   */
  public static ThresholdPolicy of(Map<String, ?> changes) {
    return new ThresholdPolicy(
        value("thresholds", changes).equals(PER_TAG),
        (Double) value("applyPrecision", changes),
        Integer.parseInt((String) value("thresholdFolds", changes)));
  }

  private static Object value(String name, Map<String, ?> changes) {
    var entry = HYPERPARAMETERS.named(name);
    Object changed = changes.get(name);
    return entry.read(changed == null ? entry.defaults().usual() : changed);
  }
}
