package org.tagline.catalogue;

import java.util.List;
import java.util.Locale;

/** A line or two of a text, for a list. */
final class Excerpt {
  private static final int LENGTH = 220;
  private static final int BEFORE = 60;

  private Excerpt() {}

  /**
   * The text around the first of the words, cut at blanks; its beginning where none stands in it.
   */
  static String of(String text, List<String> words) {
    String lower = text.toLowerCase(Locale.ROOT);
    int first = text.length();
    // Some letters change their length with their case; then positions mean nothing.
    if (lower.length() == text.length()) {
      for (String word : words) {
        first = Math.min(first, beginning(lower, word.toLowerCase(Locale.ROOT)));
      }
    }
    int start = first == text.length() || first < BEFORE ? 0 : blankAfter(text, first - BEFORE);
    int end = Math.min(text.length(), start + LENGTH);
    if (end < text.length()) {
      int blank = text.lastIndexOf(' ', end);
      end = blank > start ? blank : whole(text, end);
    }
    return (start > 0 ? "…" : "")
        + text.substring(start, end).replaceAll("\\s+", " ").strip()
        + (end < text.length() ? "…" : "");
  }

  /** Where a word begins like this; the text's length when none does. */
  private static int beginning(String text, String word) {
    int at = text.indexOf(word);
    while (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      at = text.indexOf(word, at + 1);
    }
    return at < 0 ? text.length() : at;
  }

  private static int blankAfter(String text, int at) {
    int blank = text.indexOf(' ', at);
    return blank >= 0 && blank < at + BEFORE ? blank + 1 : whole(text, at);
  }

  private static int whole(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
