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
 * @param f1At3 micro-F1 of the three most probable tags
 * @param f1At5 micro-F1 of the five most probable tags
 * @param tagRecallAt3 mean over all tags of the tag set of the tag's recall among the top three
 * @param tagsLearnedAt3 how many different tags are among some document's top three, rightly or
 *     not: a count, not a fraction
 * @param meanAveragePrecision mean over the tags with support of {@link AveragePrecision}
 * @param intervals how far the figures would move with other documents of the same kind
 * @param loss mean binary cross entropy over documents and tags, probabilities clamped to [1e-7, 1
 *     − 1e-7]
 * @param mostFrequent what one reaches without reading anything
 */
public record MultiEvaluation(
    int documents,
    double microF1,
    double macroF1,
    double f1At3,
    double f1At5,
    double tagRecallAt3,
    int tagsLearnedAt3,
    double meanAveragePrecision,
    double subsetAccuracy,
    List<TagScore> perTag,
    Intervals intervals,
    double loss,
    MostFrequent mostFrequent)
    implements Evaluation {

  public MultiEvaluation {
    perTag = List.copyOf(perTag);
  }

  @Override
  public double accuracy() {
    return subsetAccuracy;
  }

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
