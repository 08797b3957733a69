package org.tagline.linear;

/**
 * Weights for combining the scores of two models and the frequencies of the tags.
 *
 * @param second weight of the second model; the first has the remaining weight
 * @param prior weight of a tag's log frequency, because the models are trained as if all tags were
 *     equally frequent
 */
record Mixture(double second, double prior) {
  private static final double STEP = 0.05;

  /** Number of steps of the second model's weight from 0 to 1. */
  private static final int SHARES = 20;

  /** Number of steps of the prior's weight from -0.2 to 1. */
  private static final int PRIORS = 24;

  private static final int NO_PRIOR = 4;

  /** Returns {@code prior × ln(frequency)} of each tag. */
  double[] shift(long[] counts) {
    double all = 0;
    for (long count : counts) {
      all += count;
    }
    double[] shift = new double[counts.length];
    for (int tag = 0; tag < shift.length; tag++) {
      shift[tag] = prior * Math.log((counts[tag] + 0.5) / all);
    }
    return shift;
  }

  /**
   * Returns the mixture with the highest sum of accuracy and macro-F1, smoothed over neighbouring
   * mixtures. Ties go to the smaller weight of the second model, then of the prior.
   *
   * @param first {@code [films, tags]} scores of the first model on films it was not trained on
   * @param second {@code [films, tags]} scores of the second model
   * @param labels tag of each film
   * @param counts number of films with each tag
   */
  static Mixture best(float[][] first, float[][] second, int[] labels, long[] counts) {
    double[][] scores = new double[SHARES + 1][PRIORS + 1];
    for (int share = 0; share <= SHARES; share++) {
      for (int prior = 0; prior <= PRIORS; prior++) {
        scores[share][prior] = score(of(share, prior), first, second, labels, counts);
      }
    }
    Mixture best = new Mixture(0, 0);
    double highest = -1;
    for (int share = 0; share <= SHARES; share++) {
      for (int step = 0; step <= PRIORS; step++) {
        // Tries the prior 0 first, then -1, 1, -2, 2, … steps, then the remaining positive steps.
        int near = 2 * NO_PRIOR;
        int off = step > near ? step - NO_PRIOR : step % 2 == 0 ? step / 2 : -(step + 1) / 2;
        double score = around(scores, share, NO_PRIOR + off);
        if (score > highest + 1e-9) {
          highest = score;
          best = of(share, NO_PRIOR + off);
        }
      }
    }
    return best;
  }

  private static Mixture of(int share, int prior) {
    return new Mixture(share * STEP, (prior - NO_PRIOR) * STEP);
  }

  /** Returns the mean score of a mixture and its neighbours, because an isolated peak is chance. */
  private static double around(double[][] scores, int share, int prior) {
    double sum = 0;
    int count = 0;
    for (int i = Math.max(0, share - 1); i <= Math.min(SHARES, share + 1); i++) {
      for (int j = Math.max(0, prior - 1); j <= Math.min(PRIORS, prior + 1); j++) {
        sum += scores[i][j];
        count++;
      }
    }
    return sum / count;
  }

  private static double score(
      Mixture mixture, float[][] first, float[][] second, int[] labels, long[] counts) {
    double[] shift = mixture.shift(counts);
    long[] right = new long[shift.length];
    long[] given = new long[shift.length];
    long[] have = new long[shift.length];
    long allRight = 0;
    for (int film = 0; film < labels.length; film++) {
      int predicted = mixture.predict(first[film], second[film], shift);
      given[predicted]++;
      have[labels[film]]++;
      if (predicted == labels[film]) {
        right[predicted]++;
        allRight++;
      }
    }
    double f1 = 0;
    for (int tag = 0; tag < right.length; tag++) {
      f1 += 2.0 * right[tag] / Math.max(1, given[tag] + have[tag]);
    }
    return (double) allRight / labels.length + f1 / right.length;
  }

  private int predict(float[] first, float[] second, double[] shift) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int tag = 0; tag < shift.length; tag++) {
      double score = (1 - this.second) * first[tag] + this.second * second[tag] + shift[tag];
      if (score > highest) {
        highest = score;
        best = tag;
      }
    }
    return best;
  }
}
