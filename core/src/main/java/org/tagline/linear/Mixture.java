package org.tagline.linear;

/**
 * How two models' scores and the tags' frequencies are added up.
 *
 * @param second share of the second model; the first has the rest
 * @param prior how much a tag's log frequency counts: the models were learned as if all tags were
 *     equally frequent
 */
record Mixture(double second, double prior) {

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
   * second model and of the frequencies.
   *
   * @param first {@code [films, tags]} scores of films that the model did not learn from
   * @param second the other model's
   * @param gold each film's tag
   */
  static Mixture best(float[][] first, float[][] second, int[] gold, long[] counts) {
    Mixture best = new Mixture(0, 0);
    double highest = -1;
    for (int share = 0; share <= 20; share++) {
      for (int step = 0; step <= 24; step++) {
        // 0, -1, 1, … -4, 4, and on to 20.
        int prior = step > 8 ? step - 4 : step % 2 == 0 ? step / 2 : -(step + 1) / 2;
        Mixture mixture = new Mixture(share * 0.05, prior * 0.05);
        double score = score(mixture, first, second, gold, counts);
        if (score > highest + 1e-9) {
          highest = score;
          best = mixture;
        }
      }
    }
    return best;
  }

  private static double score(
      Mixture mixture, float[][] first, float[][] second, int[] gold, long[] counts) {
    double[] shift = mixture.shift(counts);
    long[] right = new long[shift.length];
    long[] said = new long[shift.length];
    long[] have = new long[shift.length];
    long allRight = 0;
    for (int film = 0; film < gold.length; film++) {
      int answer = mixture.answer(first[film], second[film], shift);
      said[answer]++;
      have[gold[film]]++;
      if (answer == gold[film]) {
        right[answer]++;
        allRight++;
      }
    }
    double f1 = 0;
    for (int tag = 0; tag < right.length; tag++) {
      f1 += 2.0 * right[tag] / Math.max(1, said[tag] + have[tag]);
    }
    return (double) allRight / gold.length + f1 / right.length;
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
