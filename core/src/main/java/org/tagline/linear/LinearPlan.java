package org.tagline.linear;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.tagline.dataset.ClassWeighting;

/**
 * How a linear tagger is learned.
 *
 * @param c inverse strength of the regularization, as scikit-learn's {@code C}
 * @param classWeights how rare tags are weighed
 * @param longestTerm 1 for words alone, 2 for pairs of neighbouring words as well
 * @param leastFilms a term must stand in as many training films
 * @param commonShare a word that stands in more than this share of the training films and tells no
 *     tag is read over, as a stop word is
 * @param mostTerms the terms of most films are kept; bounds memory
 * @param halfPrecision weights are kept as 16-bit numbers, for a smaller tagger
 * @param seed of the folds on which many tags' thresholds are chosen; learning itself is not random
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record LinearPlan(
    double c,
    ClassWeighting classWeights,
    int longestTerm,
    int leastFilms,
    double commonShare,
    int mostTerms,
    boolean halfPrecision,
    long seed) {

  /** The settings that did best on parts of the training films; see the decision on it. */
  public static final LinearPlan DEFAULT =
      new LinearPlan(0.5, ClassWeighting.BALANCED, 2, 2, 0.3, 200_000, false, 42);

  /** The same for many tags a film. */
  public static final LinearPlan MANY =
      new LinearPlan(4, ClassWeighting.NONE, 2, 2, 0.3, 50_000, false, 42);

  public LinearPlan {
    check(c > 0 && c <= 1e6, "C must be positive (0.5 is usual), not " + c);
    check(longestTerm == 1 || longestTerm == 2, "a term is 1 or 2 words long, not " + longestTerm);
    check(leastFilms >= 1, "a term must stand in at least one film, not " + leastFilms);
    check(
        commonShare > 0 && commonShare <= 1,
        "the share above which a word is common lies between 0 and 1, not " + commonShare);
    check(mostTerms >= 1, "at least one term must be kept, not " + mostTerms);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
