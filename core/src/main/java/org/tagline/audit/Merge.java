package org.tagline.audit;

/**
 * What making one tag of two would do to F1, on films that the tagger had no part in. A merged tag
 * is carried by more films and therefore easier; the fair comparison is with both tags' decisions
 * pooled, which is what they reach together today.
 *
 * @param films that have either tag, of those judged on
 * @param firstF1 of the first tag today
 * @param secondF1 of the second tag today
 * @param pooledF1 of both tags' decisions together today
 * @param mergedF1 of the one tag that would stand for both
 * @param macroBefore F1's mean over all tags today
 * @param macroAfter the same with the merged tag in the place of two
 * @param microBefore F1 of all decisions today
 * @param microAfter the same with the merged tag
 * @param threshold from which the merged probability gives the tag, chosen on the validation part;
 *     0 where there is none and the merged tag is given wherever either is
 */
public record Merge(
    String first,
    String second,
    int films,
    double firstF1,
    double secondF1,
    double pooledF1,
    double mergedF1,
    double macroBefore,
    double macroAfter,
    double microBefore,
    double microAfter,
    double threshold) {

  /** What merging gains over the two decisions pooled. */
  public double gain() {
    return mergedF1 - pooledF1;
  }
}
