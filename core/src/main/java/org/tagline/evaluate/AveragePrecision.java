package org.tagline.evaluate;

/**
 * The area under one tag's precision-recall curve without interpolation: Σ (Rₙ − Rₙ₋₁) Pₙ over the
 * distinct probabilities from the highest down, as scikit-learn's {@code average_precision_score}.
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * Of one tag; 0 where no document carries it.
   *
   * @param labels {@code [documents, tags]}
   * @param probabilities {@code [documents, tags]}
   */
  public static double ofTag(boolean[][] labels, float[][] probabilities, int tag) {
    RankedScores ranked = RankedScores.ofTag(labels, probabilities, tag);
    return ranked.positives() == 0 ? 0 : of(ranked);
  }

  /** The mean over the tags that some document carries; 0 where no tag is carried at all. */
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

  /** Expects at least one positive. */
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
