package org.tagline.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tagline.dataset.TagSet;

/**
 * Counts of labels, predictions and right predictions for each tag, and the metrics computed from
 * them. Not thread-safe.
 */
final class TagCounts {
  private final int[] support;
  private final int[] predicted;
  private final int[] right;
  private int films;
  private int filmsRight;

  TagCounts(int tags) {
    support = new int[tags];
    predicted = new int[tags];
    right = new int[tags];
  }

  static TagCounts of(int tags, Outcome[] outcomes) {
    TagCounts counts = new TagCounts(tags);
    for (Outcome outcome : outcomes) {
      counts.add(outcome);
    }
    return counts;
  }

  void add(Outcome outcome) {
    films++;
    if (outcome.allRight()) {
      filmsRight++;
    }
    for (int tag : outcome.labels) {
      support[tag]++;
    }
    for (int tag : outcome.predicted) {
      predicted[tag]++;
    }
    for (int tag : outcome.right) {
      right[tag]++;
    }
  }

  void clear() {
    films = 0;
    filmsRight = 0;
    Arrays.fill(support, 0);
    Arrays.fill(predicted, 0);
    Arrays.fill(right, 0);
  }

  double accuracy() {
    return ratio(filmsRight, films);
  }

  double precision(int tag) {
    return ratio(right[tag], predicted[tag]);
  }

  double recall(int tag) {
    return ratio(right[tag], support[tag]);
  }

  double f1(int tag) {
    return ratio(2.0 * right[tag], support[tag] + predicted[tag]);
  }

  double microF1() {
    return ratio(
        2.0 * IntStream.of(right).asLongStream().sum(),
        IntStream.of(support).asLongStream().sum() + IntStream.of(predicted).asLongStream().sum());
  }

  double macroF1OfAllTags() {
    return tags().mapToDouble(this::f1).average().orElse(0);
  }

  double weightedF1() {
    double sum = tags().mapToDouble(tag -> support[tag] * f1(tag)).sum();
    return ratio(sum, IntStream.of(support).asLongStream().sum());
  }

  /**
   * Returns macro-F1 of each third of the tags; with fewer than three tags some thirds are empty
   * and 0.
   */
  MultiEvaluation.ByFrequency byFrequency() {
    int[] order = bySupport();
    double[] thirds = new double[3];
    for (int third = 0; third < thirds.length; third++) {
      thirds[third] =
          Arrays.stream(order, order.length * third / 3, order.length * (third + 1) / 3)
              .mapToDouble(this::f1)
              .average()
              .orElse(0);
    }
    return new MultiEvaluation.ByFrequency(thirds[0], thirds[1], thirds[2]);
  }

  double macroF1OfSeenTags() {
    return tags()
        .filter(tag -> support[tag] + predicted[tag] > 0)
        .mapToDouble(this::f1)
        .average()
        .orElse(0);
  }

  double balancedAccuracy() {
    return tags().filter(tag -> support[tag] > 0).mapToDouble(this::recall).average().orElse(0);
  }

  double recallOfAllTags() {
    return tags().mapToDouble(this::recall).average().orElse(0);
  }

  int tagsPredicted() {
    return (int) tags().filter(tag -> predicted[tag] > 0).count();
  }

  /** Returns the tag indexes by descending support; ties go to the lower index. */
  int[] bySupport() {
    return tags()
        .boxed()
        .sorted((a, b) -> Integer.compare(support[b], support[a]))
        .mapToInt(tag -> tag)
        .toArray();
  }

  List<TagScore> perTag(TagSet names) {
    return tags()
        .mapToObj(
            tag ->
                new TagScore(names.name(tag), precision(tag), recall(tag), f1(tag), support[tag]))
        .toList();
  }

  private IntStream tags() {
    return IntStream.range(0, support.length);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
