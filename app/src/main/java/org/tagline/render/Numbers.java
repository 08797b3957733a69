package org.tagline.render;

import java.util.Locale;

/** Formats numbers for people, the same in every locale. */
public final class Numbers {

  private Numbers() {}

  /** Formats a whole number with thousands separators. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Formats a number with a fixed number of decimals; NaN becomes a dash. */
  public static String figure(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** Formats a share, 0 to 1, as a percentage with one decimal. */
  public static String percent(double share) {
    return figure(100 * share, 1) + " %";
  }
}
