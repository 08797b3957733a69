package org.tagline.evaluate;

import java.util.List;

/**
 * The evaluation of a tagger that gives every document any number of tags. The figures "at k" give
 * each document its k most probable tags, whatever the thresholds, ties by the tag set's order;
 * {@code tagRecallAt3} and {@code tagsLearnedAt3} are the measures TR and TL under which the MPST
 * corpus was published (Kar et al., "MPST: A Corpus of Movie Plot Synopses with Tags", LREC 2018,
 * and "Folksonomication", COLING 2018, where TR is printed in percent).
 *
 * @param subsetAccuracy the share of documents whose whole set of tags is right
 * @param macroF1 mean F1 of all tags of the tag set; one without support and without predictions
 *     counts as 0, as in scikit-learn
 * @param weightedF1 the same mean, each tag counted as often as it is carried
 * @param byFrequency the same mean of each third of the tags
 * @param f1At3 micro-F1 of the three most probable tags
 * @param f1At5 micro-F1 of the five most probable tags
 * @param tagRecallAt3 mean over all tags of the tag set of the tag's recall among the top three
 * @param tagsLearnedAt3 how many different tags are among some document's top three, rightly or
 *     not: a count, not a fraction
 * @param tagRecallAt5 the same of the top five
 * @param tagsLearnedAt5 the same of the top five
 * @param meanAveragePrecision mean over the tags with support of {@link AveragePrecision}
 * @param rankingLoss share of pairs of a right and a wrong tag that stand in the wrong order
 * @param coverageError tags to be given, the most probable first, until all right ones are among
 *     them
 * @param calibrationError how far probabilities and being right are apart, {@link
 *     Calibration#expectedError(boolean[][], float[][])}
 * @param byLength figures of quarters of the documents, the shortest first; empty where lengths are
 *     not known
 * @param intervals how far the figures would move with other documents of the same kind
 * @param loss mean binary cross entropy over documents and tags, probabilities clamped to [1e-7, 1
 *     − 1e-7]
 * @param mostFrequent what one reaches without reading anything
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
   * Macro-F1 of the tags that most documents of the evaluated part carry, of the middle, and of the
   * rarest: a third of the tags each.
   */
  public record ByFrequency(double head, double middle, double tail) {}

  /** The 95 % intervals of {@link Bootstrap}. */
  public record Intervals(
      Interval microF1, Interval macroF1, Interval f1At3, Interval subsetAccuracy) {}

  /**
   * What giving every document the evaluated part's three (five) most frequent tags would reach.
   *
   * @param tags the most frequent first, at most five
   */
  public record MostFrequent(List<String> tags, double f1At3, double f1At5) {
    public MostFrequent {
      tags = List.copyOf(tags);
    }
  }
}
