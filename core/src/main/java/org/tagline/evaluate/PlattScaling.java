package org.tagline.evaluate;

/**
 * Calibrates the probability of a tag: {@code 1 / (1 + exp(-(slope · logit + shift)))} (Platt,
 * "Probabilistic Outputs for Support Vector Machines", 1999). Fit it on films that were not used
 * for training.
 *
 * @param slope factor of the logit; never negative, so that a higher logit never gives a lower
 *     probability
 * @param shift added to the scaled logit
 */
public record PlattScaling(float slope, float shift) {
  /** Plain sigmoid, without calibration. */
  public static final PlattScaling NONE = new PlattScaling(1, 0);

  /** Strength of the pull of slope towards 1 and shift towards 0, in films. */
  private static final double PRIOR = 3;

  private static final int STEPS = 50;

  public float probability(double logit) {
    return (float) (1 / (1 + Math.exp(-(slope * logit + shift))));
  }

  /**
   * Fits one tag by Newton's method on the cross entropy, with a weak pull towards {@link #NONE}.
   *
   * @param labels whether each film has the tag
   * @param logits logit of the tag for each film
   */
  public static PlattScaling fit(boolean[] labels, double[] logits) {
    double slope = 1;
    double shift = 0;
    for (int step = 0; step < STEPS; step++) {
      double toSlope = PRIOR * (slope - 1);
      double toShift = PRIOR / 10 * shift;
      double slopes = PRIOR;
      double shifts = PRIOR / 10;
      double both = 0;
      for (int i = 0; i < labels.length; i++) {
        double p = 1 / (1 + Math.exp(-(slope * logits[i] + shift)));
        double error = p - (labels[i] ? 1 : 0);
        double curve = p * (1 - p);
        toSlope += error * logits[i];
        toShift += error;
        slopes += curve * logits[i] * logits[i];
        shifts += curve;
        both += curve * logits[i];
      }
      double determinant = slopes * shifts - both * both;
      double bySlope = (shifts * toSlope - both * toShift) / determinant;
      double byShift = (slopes * toShift - both * toSlope) / determinant;
      // Long steps overshoot if the films are perfectly separable.
      double most = Math.max(1, Math.max(Math.abs(bySlope), Math.abs(byShift)));
      slope -= bySlope / most;
      shift -= byShift / most;
      if (Math.abs(bySlope) + Math.abs(byShift) < 1e-9) {
        break;
      }
    }
    return new PlattScaling((float) Math.max(0, slope), (float) shift);
  }
}
