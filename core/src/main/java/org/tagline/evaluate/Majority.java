package org.tagline.evaluate;

/**
 * Figures of the majority baseline, which predicts the same tag for every film. A tagger is useful
 * only if it beats them: if two films in three have the same tag, the baseline reaches an accuracy
 * of 67 %.
 *
 * @param tag the tag of the baseline
 */
public record Majority(String tag, double accuracy, double balancedAccuracy, double macroF1) {

  static Majority of(String name, int tag, int tags, int[] labels) {
    TagCounts counts = new TagCounts(tags);
    for (int label : labels) {
      counts.add(Outcome.single(label, tag));
    }
    return new Majority(
        name, counts.accuracy(), counts.balancedAccuracy(), counts.macroF1OfSeenTags());
  }
}
