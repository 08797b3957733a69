package org.tagline.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.tagline.dataset.TagSet;

/**
 * Compares predictions with labels. Follows scikit-learn's conventions: a division by zero gives 0,
 * and ties go to the tag with the lower index. Stateless and thread-safe.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Evaluates single-label predictions and compares them with the most frequent tag of these films.
   *
   * @param labels index into {@code tags} for each film
   * @param probabilities {@code [films, tags]}
   * @param seed seed of the bootstrap intervals
   * @throws IllegalArgumentException if there are no films, the lengths differ, an index is outside
   *     the tag set, or a value is not a probability; the message gives the index of the film
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
   * Evaluates single-label predictions and compares them with a given majority tag.
   *
   * @param majorityTag tag of the majority baseline, usually the most frequent tag of the training
   *     films
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
    for (int film = 0; film < labels.length; film++) {
      predicted[film] = Choice.best(probabilities[film]);
      outcomes[film] = Outcome.single(labels[film], predicted[film]);
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
   * Evaluates multi-label predictions.
   *
   * @param labels {@code [films, tags]}; films without tags are allowed
   * @param probabilities {@code [films, tags]}
   * @param thresholds {@code [tags]}; a tag is predicted if its probability reaches its threshold
   * @param seed seed of the bootstrap intervals
   * @throws IllegalArgumentException if there are no films, the lengths differ, or a value is not a
   *     probability; the message gives the index of the film
   */
  public static MultiEvaluation multi(
      TagSet tags, boolean[][] labels, float[][] probabilities, float[] thresholds, long seed) {
    return multi(tags, labels, probabilities, thresholds, new int[0], seed);
  }

  /**
   * Evaluates multi-label predictions, also for each quarter of the films by length.
   *
   * @param lengths length of each film in characters; empty to skip the quarters
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
    for (int film = 0; film < labels.length; film++) {
      float[] row = probabilities[film];
      chosen[film] = Outcome.multi(labels[film], Choice.above(row, thresholds));
      top3[film] = Outcome.multi(labels[film], Choice.top(row, 3));
      top5[film] = Outcome.multi(labels[film], Choice.top(row, 5));
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
    // The same seed draws the same films, so this interval is from the same resamples as the
    // others.
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
        alwaysPredicting(labels, IntStream.of(bySupport).limit(3).toArray()),
        alwaysPredicting(labels, IntStream.of(bySupport).limit(5).toArray()));
  }

  private static double alwaysPredicting(boolean[][] labels, int[] predicted) {
    TagCounts counts = new TagCounts(labels[0].length);
    for (boolean[] row : labels) {
      counts.add(Outcome.multi(row, predicted));
    }
    return counts.microF1();
  }
}
