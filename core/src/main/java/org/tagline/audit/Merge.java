package org.tagline.audit;

/**
 * Effect of merging two tags on F1, measured on unseen films. A merged tag is on more films and
 * therefore easier to predict, so the fair comparison is with the pooled decisions on both tags.
 *
 * @param first name of the first tag
 * @param second name of the second tag
 * @param films number of the films with either tag
 * @param firstF1 current F1 of the first tag
 * @param secondF1 current F1 of the second tag
 * @param pooledF1 current F1 of the decisions on both tags together
 * @param mergedF1 F1 of the merged tag
 * @param macroBefore current macro-F1 of all tags
 * @param macroAfter macro-F1 with the merged tag in place of the two
 * @param microBefore current micro-F1 of all tags
 * @param microAfter micro-F1 with the merged tag in place of the two
 * @param threshold threshold of the merged probability, chosen on the validation films; 0 if there
 *     are too few, in which case the merged tag is predicted if either tag is
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

  /** Returns the gain in F1 over the pooled decisions. */
  public double gain() {
    return mergedF1 - pooledF1;
  }
}
