package org.tagline.learn;

/**
 * Policy for choosing the thresholds of a multi-label tagger; ignored for single-label taggers.
 *
 * @param perTag whether tags with enough films get their own thresholds
 * @param applyPrecision target precision of {@link org.tagline.tagger.Band#APPLY}
 * @param folds number of cross-validation folds for choosing thresholds on the training films as
 *     well; 0 to use the validation films only
 */
public record ThresholdPolicy(boolean perTag, double applyPrecision, int folds) {
  /** Default: one threshold for all tags, chosen on the validation films. */
  public static final ThresholdPolicy DEFAULT = new ThresholdPolicy(false, 0.9, 0);

  public ThresholdPolicy {
    if (!(applyPrecision > 0 && applyPrecision < 1)) {
      throw new IllegalArgumentException(
          "the precision of applied tags must be between 0 and 1 (0.9 is usual), not "
              + applyPrecision);
    }
    if (folds != 0 && (folds < 2 || folds > 20)) {
      throw new IllegalArgumentException(
          "the number of folds must be 0 or from 2 to 20, not " + folds);
    }
  }
}
