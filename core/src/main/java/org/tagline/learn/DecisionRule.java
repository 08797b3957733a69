package org.tagline.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.evaluate.PlattScaling;
import org.tagline.tagger.Bands;

/**
 * How a model's logits become tags.
 *
 * @param temperature logits are divided by it
 * @param thresholds one per tag of a multi-label tagger, otherwise empty
 * @param calibration one per tag of a multi-label tagger, or empty
 * @param bands of a multi-label tagger; null where there are too few films to choose them
 */
public record DecisionRule(
    double temperature,
    List<Float> thresholds,
    List<PlattScaling> calibration,
    @Nullable Bands bands) {

  /** Without calibration and bands. */
  public DecisionRule(double temperature, List<Float> thresholds) {
    this(temperature, thresholds, List.of(), null);
  }
}
