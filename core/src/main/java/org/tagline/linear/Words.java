package org.tagline.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a text into lower-case words: runs of at least two letters, digits or underscores of any
 * script, like scikit-learn's vectorizers.
 */
final class Words {
  private static final Pattern WORD =
      Pattern.compile("\\b\\w\\w+\\b", Pattern.UNICODE_CHARACTER_CLASS);

  private Words() {}

  /**
   * A word with its position.
   *
   * @param text the word in lower case
   * @param start start in the text, in UTF-16 units
   * @param end end in the text, exclusive
   */
  record Word(String text, int start, int end) {}

  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new Word(matcher.group().toLowerCase(Locale.ROOT), matcher.start(), matcher.end()));
    }
    return words;
  }
}
