package org.tagline.cli.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant by a mistyped one. */
public final class Suggestion {

  private Suggestion() {}

  /**
   * Returns the most similar name. A name that begins with the typed word, or the other way round,
   * is preferred to one that is only similar.
   *
   * @return empty if no name is similar
   */
  public static Optional<String> of(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> cost(bare(typed), bare(name)) < 1)
        .min(
            Comparator.comparingDouble((String name) -> cost(bare(typed), bare(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "").replaceFirst("=.*", "").toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Returns a cost below 1 for similar words, and below 0.3 if one is the beginning of the other.
   */
  private static double cost(String typed, String name) {
    if (typed.length() < 2) {
      return 1;
    }
    double longest = Math.max(typed.length(), name.length());
    if (name.startsWith(typed) || typed.startsWith(name) && name.length() > 2) {
      return 0.3 * Math.abs(name.length() - typed.length()) / longest;
    }
    return 0.3 + distance(typed, name) / Math.max(2.0, longest * 0.55);
  }

  /** Counts insertions, deletions, substitutions and swaps of neighbours. */
  private static int distance(String from, String to) {
    int[][] costs = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          costs[i][j] = i + j;
          continue;
        }
        int differs = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        costs[i][j] =
            Math.min(costs[i - 1][j - 1] + differs, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          costs[i][j] = Math.min(costs[i][j], costs[i - 2][j - 2] + 1);
        }
      }
    }
    return costs[from.length()][to.length()];
  }
}
