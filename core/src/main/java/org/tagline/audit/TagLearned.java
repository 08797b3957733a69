package org.tagline.audit;

/**
 * Whether a model can learn a tag, judged on films that it had no part in.
 *
 * @param films of the catalogue that people gave the tag
 * @param heldOut those of them that the tagger was judged on
 * @param averagePrecision of the tag among the films judged on
 * @param chance average precision of guessing: the tag's share of the films
 * @param f1 of the tagger's answers
 * @param alwaysF1 of giving every film the tag
 * @param verdict in a word
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
  /** With fewer films held out a figure says next to nothing. */
  static final int LEAST_FILMS = 10;

  /** The one-sided 5 % point of the normal distribution. */
  private static final double SIGNIFICANT = 1.645;

  /** What came of learning a tag. */
  public enum Verdict {
    /** Told apart, and given better than blindly. */
    LEARNED,
    /** Ranked better than by chance, but given no better than to every film. */
    WEAK,
    /** Films with the tag are ranked no better than by chance. */
    CHANCE,
    /** Too few films to tell. */
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
