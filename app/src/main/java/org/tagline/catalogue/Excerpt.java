package org.tagline.catalogue;

import java.util.List;
import java.util.Locale;

/** Cuts an excerpt of a line or two from a text. */
final class Excerpt {
  private static final int LENGTH = 220;
  private static final int BEFORE = 60;

  private Excerpt() {}

  /**
   * Returns the text around the first of the words, or the beginning of the text if it contains
   * none. Cuts at spaces.
   */
  static String of(String text, List<String> words) {
    String lower = text.toLowerCase(Locale.ROOT);
    int first = text.length();
    // Some letters change length in lower case, which shifts all positions behind them.
    if (lower.length() == text.length()) {
      for (String word : words) {
        first = Math.min(first, wordStart(lower, word.toLowerCase(Locale.ROOT)));
      }
    }
    int start = first == text.length() || first < BEFORE ? 0 : blankAfter(text, first - BEFORE);
    int end = Math.min(text.length(), start + LENGTH);
    if (end < text.length()) {
      int blank = text.lastIndexOf(' ', end);
      end = blank > start ? blank : characterStart(text, end);
    }
    return (start > 0 ? "…" : "")
        + text.substring(start, end).replaceAll("\\s+", " ").strip()
        + (end < text.length() ? "…" : "");
  }

  /** Returns the position of the first word with this prefix, or the length of the text. */
  private static int wordStart(String text, String word) {
    int at = text.indexOf(word);
    while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      at = text.indexOf(word, at + 1);
    }
    return at < 0 ? text.length() : at;
  }

  private static int blankAfter(String text, int at) {
    int blank = text.indexOf(' ', at);
    return blank >= 0 && blank < at + BEFORE ? blank + 1 : characterStart(text, at);
  }

  private static int characterStart(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
