package org.tagline.linear;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a linear model reads of a text. Immutable.
 *
 * @param common words that are read over, in alphabetical order
 * @param terms in alphabetical order; a term's place is its index
 * @param inverseFrequency {@code [terms]}: ln((1 + films) / (1 + films with the term)) + 1
 * @param longestTerm words in the longest term
 */
public record Vocabulary(
    Set<String> common, List<String> terms, float[] inverseFrequency, int longestTerm) {

  public Vocabulary {
    if (terms.size() != inverseFrequency.length) {
      throw new IllegalArgumentException(
          "there are " + terms.size() + " terms but weights for " + inverseFrequency.length);
    }
    terms = List.copyOf(terms);
    common = java.util.Collections.unmodifiableSet(new TreeSet<>(common));
  }

  /**
   * Gathers the terms of texts; the same films in any order give the same vocabulary.
   *
   * @param labels {@code [films, tags]}
   */
  static Vocabulary of(List<String> texts, boolean[][] labels, LinearPlan plan) {
    Set<String> common = CommonWords.of(texts, labels, plan.commonShare());
    Map<String, Integer> films = Terms.films(texts, common, plan.longestTerm());
    List<String> terms =
        films.entrySet().stream()
            .filter(term -> term.getValue() >= plan.leastFilms())
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Integer> term) -> -term.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(plan.mostTerms())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    float[] inverse = new float[terms.size()];
    for (int i = 0; i < inverse.length; i++) {
      int with = films.getOrDefault(terms.get(i), 0);
      inverse[i] = (float) (Math.log((1.0 + texts.size()) / (1.0 + with)) + 1);
    }
    return new Vocabulary(common, terms, inverse, plan.longestTerm());
  }

  /** Each term's index. */
  Map<String, Integer> indexes() {
    Map<String, Integer> indexes = new HashMap<>();
    for (String term : terms) {
      if (indexes.put(term, indexes.size()) != null) {
        throw new IllegalArgumentException("the term \"" + term + "\" is there twice");
      }
    }
    return indexes;
  }
}
