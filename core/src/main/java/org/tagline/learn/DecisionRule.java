package org.tagline.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.evaluate.PlattScaling;
import org.tagline.tagger.Bands;

/**
 * Rule that converts the logits of a model to tags.
 *
 * @param temperature divisor of the logits
 * @param thresholds one per tag for a multi-label tagger, otherwise empty
 * @param calibration one per tag for a multi-label tagger, or empty
 * @param bands bands of a multi-label tagger; null if there are too few films to choose them
 */
public record DecisionRule(
    double temperature,
    List<Float> thresholds,
    List<PlattScaling> calibration,
    @Nullable Bands bands) {

  /** Creates a rule without calibration and bands. */
  public DecisionRule(double temperature, List<Float> thresholds) {
    this(temperature, thresholds, List.of(), null);
  }
}
