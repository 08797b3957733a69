package org.tagline.learn;

/**
 * How the probabilities of many tags become answers; of one tag a film nothing is to be decided.
 *
 * @param perTag whether each tag gets a threshold of its own, where enough films carry it
 * @param applyPrecision how often tags that are given without asking should be right
 * @param folds into which training films are dealt so that each is scored by a model that did not
 *     learn it, and thresholds chosen on all of them; 0 to choose on the validation part alone
 */
public record ThresholdPolicy(boolean perTag, double applyPrecision, int folds) {
  /** One threshold for all tags, chosen on the validation part. */
  public static final ThresholdPolicy DEFAULT = new ThresholdPolicy(false, 0.9, 0);

  public ThresholdPolicy {
    if (!(applyPrecision > 0 && applyPrecision < 1)) {
      throw new IllegalArgumentException(
          "the precision of applied tags lies between 0 and 1 (0.9 is usual), not "
              + applyPrecision);
    }
    if (folds != 0 && (folds < 2 || folds > 20)) {
      throw new IllegalArgumentException("films are dealt into 2 to 20 folds, not " + folds);
    }
  }
}
