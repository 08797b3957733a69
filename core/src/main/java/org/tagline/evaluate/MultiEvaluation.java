package org.tagline.evaluate;

import java.util.List;

/**
 * Metrics of a multi-label tagger. The figures "at k" are of the k most probable tags of each film,
 * regardless of the thresholds; ties go to the lower index. {@code tagRecallAt3} and {@code
 * tagsLearnedAt3} are the measures TR and TL of the publications on the MPST corpus (Kar et al.,
 * "MPST: A Corpus of Movie Plot Synopses with Tags", LREC 2018, and "Folksonomication", COLING
 * 2018, where TR is printed in percent).
 *
 * @param documents number of films
 * @param microF1 F1 of all decisions together
 * @param macroF1 mean F1 of all tags; tags without support and predictions count as 0, as in
 *     scikit-learn
 * @param weightedF1 mean F1 of the tags, weighted by their support
 * @param byFrequency macro-F1 of each third of the tags
 * @param f1At3 micro-F1 of the three most probable tags
 * @param f1At5 micro-F1 of the five most probable tags
 * @param tagRecallAt3 mean over all tags of the tag set of the tag's recall among the top three
 * @param tagsLearnedAt3 number of different tags among the top three of any film, right or wrong: a
 *     count, not a fraction
 * @param tagRecallAt5 mean recall of the tags among the top five
 * @param tagsLearnedAt5 number of different tags among the top five of any film
 * @param meanAveragePrecision mean {@link AveragePrecision} of the tags with support
 * @param rankingLoss share of pairs of a right and a wrong tag that are ranked in the wrong order
 * @param coverageError mean number of most probable tags needed to include all right tags
 * @param calibrationError expected calibration error, see {@link
 *     Calibration#expectedError(boolean[][], float[][])}
 * @param subsetAccuracy share of films whose set of tags is exactly right
 * @param perTag figures of each tag
 * @param byLength figures of quarters of the films by length, the shortest first; empty if the
 *     lengths are unknown
 * @param intervals 95 % bootstrap intervals
 * @param loss mean binary cross entropy over films and tags, probabilities clamped to [1e-7, 1 −
 *     1e-7]
 * @param mostFrequent figures of the baseline that always predicts the most frequent tags
 */
public record MultiEvaluation(
    int documents,
    double microF1,
    double macroF1,
    double weightedF1,
    ByFrequency byFrequency,
    double f1At3,
    double f1At5,
    double tagRecallAt3,
    int tagsLearnedAt3,
    double tagRecallAt5,
    int tagsLearnedAt5,
    double meanAveragePrecision,
    double rankingLoss,
    double coverageError,
    double calibrationError,
    double subsetAccuracy,
    List<TagScore> perTag,
    List<LengthPart> byLength,
    Intervals intervals,
    double loss,
    MostFrequent mostFrequent)
    implements Evaluation {

  public MultiEvaluation {
    perTag = List.copyOf(perTag);
    byLength = List.copyOf(byLength);
  }

  @Override
  public double accuracy() {
    return subsetAccuracy;
  }

  /**
   * Macro-F1 of the most frequent third of the tags, the middle third and the rarest third, by
   * their support in the evaluated films.
   */
  public record ByFrequency(double head, double middle, double tail) {}

  /** The 95 % intervals of {@link Bootstrap}. */
  public record Intervals(
      Interval microF1, Interval macroF1, Interval f1At3, Interval subsetAccuracy) {}

  /**
   * Figures of the baseline that predicts the three or five most frequent tags of the evaluated
   * films for every film.
   *
   * @param tags most frequent tags, at most five, the most frequent first
   * @param f1At3 micro-F1 of the three most frequent tags
   * @param f1At5 micro-F1 of the five most frequent tags
   */
  public record MostFrequent(List<String> tags, double f1At3, double f1At5) {
    public MostFrequent {
      tags = List.copyOf(tags);
    }
  }
}
