package org.tagline.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.tagline.dataset.TagSet;

/**
 * Compares predictions with the truth. Conventions are scikit-learn's: a division by zero gives 0,
 * and equal probabilities go to the tag that comes first. Thread-safe.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Evaluates one tag a document, beside the tag that most of these documents carry.
   *
   * @param labels each document's tag as an index into {@code tags}
   * @param probabilities {@code [documents, tags]}
   * @param seed of the intervals' resamples
   * @throws IllegalArgumentException for no documents, unequal lengths, an index outside the tag
   *     set, or something that is not a probability; it names the document's index
   */
  public static SingleEvaluation single(
      TagSet tags, int[] labels, float[][] probabilities, long seed) {
    Checks.sameLength(labels.length, probabilities.length);
    Checks.labels(labels, tags.size());
    int[] support = new int[tags.size()];
    for (int tag : labels) {
      support[tag]++;
    }
    int majority =
        IntStream.range(0, support.length)
            .reduce(0, (best, tag) -> support[tag] > support[best] ? tag : best);
    return single(tags, labels, probabilities, tags.name(majority), seed);
  }

  /**
   * Evaluates one tag a document, beside the tag that was most frequent where the tagger learned.
   *
   * @param majorityTag what the comparison always answers; use the training part's most frequent
   * @see #single(TagSet, int[], float[][], long)
   */
  public static SingleEvaluation single(
      TagSet tags, int[] labels, float[][] probabilities, String majorityTag, long seed) {
    Checks.sameLength(labels.length, probabilities.length);
    Checks.labels(labels, tags.size());
    Checks.probabilities(probabilities, tags.size());
    int majority = tags.indexOf(majorityTag);
    int[] predicted = new int[labels.length];
    Outcome[] outcomes = new Outcome[labels.length];
    for (int document = 0; document < labels.length; document++) {
      predicted[document] = Choice.best(probabilities[document]);
      outcomes[document] = Outcome.single(labels[document], predicted[document]);
    }
    TagCounts counts = TagCounts.of(tags.size(), outcomes);
    List<Interval> intervals =
        Bootstrap.intervals(
            tags.size(),
            outcomes,
            seed,
            List.of(
                TagCounts::accuracy,
                TagCounts::balancedAccuracy,
                TagCounts::macroF1OfSeenTags,
                TagCounts::microF1));
    return new SingleEvaluation(
        labels.length,
        counts.accuracy(),
        counts.balancedAccuracy(),
        counts.macroF1OfSeenTags(),
        counts.microF1(),
        counts.perTag(tags),
        Confusion.of(tags, labels, predicted),
        new SingleEvaluation.Intervals(
            intervals.get(0), intervals.get(1), intervals.get(2), intervals.get(3)),
        LogLoss.single(labels, probabilities),
        Majority.of(majorityTag, majority, tags.size(), labels));
  }

  /**
   * Evaluates any number of tags a document.
   *
   * @param labels {@code [documents, tags]}; a document without any tag is allowed
   * @param probabilities {@code [documents, tags]}
   * @param thresholds one a tag; a tag is given where its probability reaches its threshold
   * @param seed of the intervals' resamples
   * @throws IllegalArgumentException for no documents, unequal lengths, or something that is not a
   *     probability; it names the document's index
   */
  public static MultiEvaluation multi(
      TagSet tags, boolean[][] labels, float[][] probabilities, float[] thresholds, long seed) {
    return multi(tags, labels, probabilities, thresholds, new int[0], seed);
  }

  /**
   * Evaluates any number of tags a document, and documents of similar length.
   *
   * @param lengths characters of each document, or none
   * @see #multi(TagSet, boolean[][], float[][], float[], long)
   */
  public static MultiEvaluation multi(
      TagSet tags,
      boolean[][] labels,
      float[][] probabilities,
      float[] thresholds,
      int[] lengths,
      long seed) {
    Checks.sameLength(labels.length, probabilities.length);
    Checks.labels(labels, tags.size());
    Checks.probabilities(probabilities, tags.size());
    if (thresholds.length != tags.size()) {
      throw new IllegalArgumentException(
          "there are " + thresholds.length + " thresholds but " + tags.size() + " tags");
    }
    Outcome[] chosen = new Outcome[labels.length];
    Outcome[] top3 = new Outcome[labels.length];
    Outcome[] top5 = new Outcome[labels.length];
    for (int document = 0; document < labels.length; document++) {
      float[] row = probabilities[document];
      chosen[document] = Outcome.multi(labels[document], Choice.above(row, thresholds));
      top3[document] = Outcome.multi(labels[document], Choice.top(row, 3));
      top5[document] = Outcome.multi(labels[document], Choice.top(row, 5));
    }
    TagCounts counts = TagCounts.of(tags.size(), chosen);
    TagCounts counts3 = TagCounts.of(tags.size(), top3);
    TagCounts counts5 = TagCounts.of(tags.size(), top5);
    List<Interval> intervals =
        Bootstrap.intervals(
            tags.size(),
            chosen,
            seed,
            List.of(TagCounts::microF1, TagCounts::macroF1OfAllTags, TagCounts::accuracy));
    // The same seed draws the same documents, so this interval belongs to the others.
    Interval f1At3 =
        Bootstrap.intervals(tags.size(), top3, seed, List.of(TagCounts::microF1)).get(0);
    return new MultiEvaluation(
        labels.length,
        counts.microF1(),
        counts.macroF1OfAllTags(),
        counts.weightedF1(),
        counts.byFrequency(),
        counts3.microF1(),
        counts5.microF1(),
        counts3.recallOfAllTags(),
        counts3.tagsPredicted(),
        counts5.recallOfAllTags(),
        counts5.tagsPredicted(),
        AveragePrecision.mean(labels, probabilities),
        Ranking.loss(labels, probabilities),
        Ranking.coverage(labels, probabilities),
        Calibration.expectedError(labels, probabilities),
        counts.accuracy(),
        counts.perTag(tags),
        LengthPart.of(tags.size(), chosen, lengths),
        new MultiEvaluation.Intervals(intervals.get(0), intervals.get(1), f1At3, intervals.get(2)),
        LogLoss.multi(labels, probabilities),
        mostFrequent(tags, labels, counts.bySupport()));
  }

  private static MultiEvaluation.MostFrequent mostFrequent(
      TagSet tags, boolean[][] labels, int[] bySupport) {
    return new MultiEvaluation.MostFrequent(
        IntStream.of(bySupport).limit(5).mapToObj(tags::name).toList(),
        alwaysAnswering(labels, IntStream.of(bySupport).limit(3).toArray()),
        alwaysAnswering(labels, IntStream.of(bySupport).limit(5).toArray()));
  }

  private static double alwaysAnswering(boolean[][] labels, int[] answer) {
    TagCounts counts = new TagCounts(labels[0].length);
    for (boolean[] row : labels) {
      counts.add(Outcome.multi(row, answer));
    }
    return counts.microF1();
  }
}
