package org.tagline.linear;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits a text into terms in reading order: its words without the common ones, and pairs of
 * neighbouring remaining words.
 */
final class Terms {

  private Terms() {}

  /** A term with its first and last word in the text. */
  record Term(String text, Words.Word first, Words.Word last) {}

  static List<Term> of(String text, Set<String> common, int longest) {
    List<Words.Word> words =
        Words.of(text).stream().filter(word -> !common.contains(word.text())).toList();
    List<Term> terms = new ArrayList<>(longest * words.size());
    for (int i = 0; i < words.size(); i++) {
      Words.Word word = words.get(i);
      terms.add(new Term(word.text(), word, word));
      if (longest == 2 && i + 1 < words.size()) {
        Words.Word next = words.get(i + 1);
        terms.add(new Term(word.text() + ' ' + next.text(), word, next));
      }
    }
    return terms;
  }

  /** Returns the number of texts that contain each term. */
  static Map<String, Integer> films(List<String> texts, Set<String> common, int longest) {
    Map<String, Integer> films = new HashMap<>();
    for (String text : texts) {
      of(text, common, longest).stream()
          .map(Term::text)
          .distinct()
          .forEach(term -> films.merge(term, 1, Integer::sum));
    }
    return films;
  }
}
