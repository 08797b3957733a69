package org.tagline.linear;

/**
 * How two models' scores and the tags' frequencies are added up.
 *
 * @param second share of the second model; the first has the rest
 * @param prior how much a tag's log frequency counts: the models were learned as if all tags were
 *     equally frequent
 */
record Mixture(double second, double prior) {
  private static final double STEP = 0.05;

  /** Shares tried, in steps from 0 to 1. */
  private static final int SHARES = 20;

  /** Priors tried, in steps from -0.2 to 1. */
  private static final int PRIORS = 24;

  private static final int NO_PRIOR = 4;

  /** {@code prior × ln frequency} of each tag. */
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
   * The mixture with the highest accuracy + macro-F1; of equals the plainest, with less of the
   * second model and of the frequencies. A mixture is judged together with its neighbours.
   *
   * @param first {@code [films, tags]} scores of films that the model did not learn from
   * @param second the other model's
   * @param labels each film's tag
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
        // No prior first, then -1, 1, -2, 2, … steps of it, and on to the last.
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

  /** The mean of a mixture's score and its neighbours': a lone peak is luck. */
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
    long[] said = new long[shift.length];
    long[] have = new long[shift.length];
    long allRight = 0;
    for (int film = 0; film < labels.length; film++) {
      int answer = mixture.answer(first[film], second[film], shift);
      said[answer]++;
      have[labels[film]]++;
      if (answer == labels[film]) {
        right[answer]++;
        allRight++;
      }
    }
    double f1 = 0;
    for (int tag = 0; tag < right.length; tag++) {
      f1 += 2.0 * right[tag] / Math.max(1, said[tag] + have[tag]);
    }
    return (double) allRight / labels.length + f1 / right.length;
  }

  private int answer(float[] first, float[] second, double[] shift) {
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
