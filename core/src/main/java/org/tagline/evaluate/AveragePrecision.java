package org.tagline.evaluate;

/**
 * Area under a tag's precision-recall curve without interpolation: Σ (Rₙ − Rₙ₋₁) Pₙ over the
 * distinct probabilities in descending order, like scikit-learn's {@code average_precision_score}.
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * Returns the average precision of one tag; 0 if no film has it.
   *
   * @param labels {@code [films, tags]}
   * @param probabilities {@code [films, tags]}
   */
  public static double ofTag(boolean[][] labels, float[][] probabilities, int tag) {
    RankedScores ranked = RankedScores.ofTag(labels, probabilities, tag);
    return ranked.positives() == 0 ? 0 : of(ranked);
  }

  /** Returns the mean over the tags that at least one film has; 0 if there are none. */
  static double mean(boolean[][] labels, float[][] probabilities) {
    double sum = 0;
    int tagsWithSupport = 0;
    for (int tag = 0; tag < labels[0].length; tag++) {
      RankedScores ranked = RankedScores.ofTag(labels, probabilities, tag);
      if (ranked.positives() > 0) {
        sum += of(ranked);
        tagsWithSupport++;
      }
    }
    return tagsWithSupport == 0 ? 0 : sum / tagsWithSupport;
  }

  /** Returns the average precision; requires at least one positive. */
  static double of(RankedScores ranked) {
    int positives = ranked.positives();
    double area = 0;
    int found = 0;
    int foundBefore = 0;
    for (int rank = 0; rank < ranked.size(); rank++) {
      if (ranked.positive(rank)) {
        found++;
      }
      if (ranked.endsTie(rank)) {
        double precision = found / (rank + 1.0);
        area += precision * (found - foundBefore) / positives;
        foundBefore = found;
      }
    }
    return area;
  }
}
