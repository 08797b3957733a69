package org.tagline.evaluate;

/**
 * What always answering one tag would reach on the same documents. On uneven tags this is the
 * figure to beat: with two documents in three carrying one tag, an accuracy of 66 % is worth
 * nothing.
 */
public record Majority(String tag, double accuracy, double balancedAccuracy, double macroF1) {

  static Majority of(String name, int tag, int tags, int[] labels) {
    TagCounts counts = new TagCounts(tags);
    for (int goldTag : labels) {
      counts.add(Outcome.single(goldTag, tag));
    }
    return new Majority(
        name, counts.accuracy(), counts.balancedAccuracy(), counts.macroF1OfSeenTags());
  }
}
