package org.tagline.dataset;

import java.util.regex.Pattern;

/** Compares synopses: two texts are the same if they are equal after collapsing white space. */
final class SameText {
  private static final Pattern WHITE_SPACE = Pattern.compile("(?U)\\s+");

  private SameText() {}

  /** Returns the text with white space collapsed and trimmed; blank texts have an empty key. */
  static String key(String text) {
    String key = WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    // Returning the original instance avoids a second copy of nearly every synopsis.
    return key.length() == text.length() && key.equals(text) ? text : key;
  }
}
