package org.tagline.linear;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Converts texts to vectors: {@code (1 + ln count) × inverse frequency} for each term, scaled to
 * norm 1, like scikit-learn's {@code TfidfVectorizer(sublinear_tf=True)}. Thread-safe.
 */
final class TfIdf {
  private final Vocabulary vocabulary;
  private final Map<String, Integer> indexes;

  TfIdf(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.indexes = vocabulary.indexes();
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * An occurrence of a term in a text.
   *
   * @param index index in the vocabulary
   * @param term the term with its position
   */
  record Occurrence(int index, Terms.Term term) {}

  /** Returns the known terms of a text in reading order. */
  List<Occurrence> occurrences(String text) {
    return Terms.of(text, vocabulary.common(), vocabulary.longestTerm()).stream()
        .filter(term -> indexes.containsKey(term.text()))
        .map(term -> new Occurrence(indexes.getOrDefault(term.text(), -1), term))
        .toList();
  }

  SparseVector vector(String text) {
    return vector(occurrences(text));
  }

  static Map<Integer, Integer> counts(List<Occurrence> occurrences) {
    Map<Integer, Integer> counts = new TreeMap<>();
    occurrences.forEach(occurrence -> counts.merge(occurrence.index(), 1, Integer::sum));
    return counts;
  }

  SparseVector vector(List<Occurrence> occurrences) {
    Map<Integer, Integer> counts = counts(occurrences);
    int[] terms = new int[counts.size()];
    double[] weights = new double[counts.size()];
    double squares = 0;
    int at = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      terms[at] = count.getKey();
      weights[at] =
          (1 + Math.log(count.getValue())) * vocabulary.inverseFrequency()[count.getKey()];
      squares += weights[at] * weights[at];
      at++;
    }
    float[] values = new float[weights.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (weights[i] / Math.sqrt(squares));
    }
    return new SparseVector(terms, values);
  }
}
