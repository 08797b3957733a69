package org.tagline.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text's words: runs of at least two letters, digits or underscores in any script, lower case, as
 * scikit-learn's vectorizers cut them.
 */
final class Words {
  private static final Pattern WORD =
      Pattern.compile("\\b\\w\\w+\\b", Pattern.UNICODE_CHARACTER_CLASS);

  private Words() {}

  /**
   * A word and where it stands.
   *
   * @param text in lower case
   * @param start in the text, UTF-16 units
   * @param end exclusive
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
