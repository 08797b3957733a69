package org.tagline.dataset;

import java.util.regex.Pattern;

/** When two synopses count as the same: equal once runs of white space are one space. */
final class SameText {
  private static final Pattern WHITE_SPACE = Pattern.compile("(?U)\\s+");

  private SameText() {}

  /** Equal keys mean the same text; the key of a text without any letter or sign is empty. */
  static String key(String text) {
    String key = WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    // Keeping the original instance saves a second copy of nearly every synopsis.
    return key.length() == text.length() && key.equals(text) ? text : key;
  }
}
