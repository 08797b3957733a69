package org.tagline.text;

import java.util.Locale;

/**
 * Decides how a text is cut into windows and how many of them are read.
 *
 * @param maxTokens length of the longest window, special tokens included
 * @param overlap number of tokens that neighbouring windows share
 * @param limit largest number of windows of a document in training, chosen evenly from the first to
 *     the last; {@link #ALL} for no limit
 * @param firstOnly whether only the first window is read, in training and in prediction
 */
public record WindowPolicy(int maxTokens, int overlap, int limit, boolean firstOnly) {
  /** No limit on the windows of a document. */
  public static final int ALL = Integer.MAX_VALUE;

  public WindowPolicy {
    if (maxTokens < 3) {
      throw new IllegalArgumentException("a window needs at least 3 tokens, not " + maxTokens);
    }
    if (overlap < 0 || overlap > maxTokens / 2) {
      throw new IllegalArgumentException(
          "the overlap must lie between 0 and half a window, not " + overlap);
    }
    if (limit < 1) {
      throw new IllegalArgumentException("at least one window of a text must be read");
    }
  }

  /** Parses {@code first}, {@code all} or a number of windows. */
  public static WindowPolicy parse(String windows, int maxTokens, int overlap) {
    return switch (windows.toLowerCase(Locale.ROOT)) {
      case "first" -> new WindowPolicy(maxTokens, overlap, 1, true);
      case "all" -> new WindowPolicy(maxTokens, overlap, ALL, false);
      default -> {
        if (!windows.matches("[1-9][0-9]{0,5}")) {
          throw new IllegalArgumentException(
              "windows must be first, all or a number such as 4, not \"" + windows + "\"");
        }
        yield new WindowPolicy(maxTokens, overlap, Integer.parseInt(windows), false);
      }
    };
  }

  /** Returns a policy that reads all windows, without overlap. */
  public static WindowPolicy all(int maxTokens) {
    return new WindowPolicy(maxTokens, 0, ALL, false);
  }

  /** Returns the text that {@link #parse} accepts. */
  public String windows() {
    if (firstOnly) {
      return "first";
    }
    return limit == ALL ? "all" : Integer.toString(limit);
  }
}
