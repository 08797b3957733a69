package org.tagline.linear;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Vocabulary of a linear model. Immutable.
 *
 * @param common stop words, in alphabetical order
 * @param terms terms in alphabetical order; the position of a term is its index
 * @param inverseFrequency {@code [terms]} inverse document frequency, ln((1 + films) / (1 + films
 *     with the term)) + 1
 * @param longestTerm number of words in the longest term
 */
public record Vocabulary(
    Set<String> common, List<String> terms, float[] inverseFrequency, int longestTerm) {

  public Vocabulary {
    if (terms.size() != inverseFrequency.length) {
      throw new IllegalArgumentException(
          "there are "
              + terms.size()
              + " terms but inverse frequencies for "
              + inverseFrequency.length);
    }
    terms = List.copyOf(terms);
    common = java.util.Collections.unmodifiableSet(new TreeSet<>(common));
  }

  /**
   * Builds the vocabulary of the texts, independent of their order.
   *
   * @param texts texts of the films
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

  /**
   * Returns the index of each term.
   *
   * @throws IllegalArgumentException if a term is repeated
   */
  Map<String, Integer> indexes() {
    Map<String, Integer> indexes = new HashMap<>();
    for (String term : terms) {
      if (indexes.put(term, indexes.size()) != null) {
        throw new IllegalArgumentException("the term \"" + term + "\" is in the vocabulary twice");
      }
    }
    return indexes;
  }
}
