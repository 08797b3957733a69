package org.tagline.audit;

/**
 * Quality of the predictions of a tag, judged on unseen films.
 *
 * @param tag name of the tag
 * @param films number of films of the catalogue with the tag
 * @param heldOut number of unseen films with the tag
 * @param averagePrecision average precision of the tag
 * @param chance average precision of random guessing, the share of films with the tag
 * @param f1 F1 of the tag
 * @param alwaysF1 F1 of predicting the tag for every film
 * @param verdict summary of the figures
 */
public record TagLearned(
    String tag,
    int films,
    int heldOut,
    double averagePrecision,
    double chance,
    double f1,
    double alwaysF1,
    Verdict verdict) {
  /** Smallest number of unseen films with the tag for a verdict. */
  static final int LEAST_FILMS = 10;

  /** The one-sided 5 % point of the normal distribution. */
  private static final double SIGNIFICANT = 1.645;

  /** Summary of how well a tag was learned. */
  public enum Verdict {
    /** Ranked better than by chance, and predicted better than for every film. */
    LEARNED,
    /** Ranked better than by chance, but not predicted better than for every film. */
    WEAK,
    /** Not ranked significantly better than by chance. */
    CHANCE,
    /** Too few films for a verdict. */
    TOO_FEW
  }

  static Verdict verdict(int positives, double z, double f1, double alwaysF1) {
    if (positives < LEAST_FILMS) {
      return Verdict.TOO_FEW;
    }
    if (z < SIGNIFICANT) {
      return Verdict.CHANCE;
    }
    return f1 <= alwaysF1 ? Verdict.WEAK : Verdict.LEARNED;
  }
}
