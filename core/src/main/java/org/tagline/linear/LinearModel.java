package org.tagline.linear;

import java.util.List;
import java.util.Map;

/**
 * A linear model over TF-IDF vectors: a vocabulary, a weight for each tag and term, and a bias for
 * each tag. Thread-safe.
 */
public final class LinearModel {
  private final TfIdf tfIdf;
  private final float[][] weights;
  private final float[] bias;

  /**
   * Creates a model.
   *
   * @param weights {@code [tags, terms]}
   * @param bias {@code [tags]}
   * @throws IllegalArgumentException if the sizes do not match or a term is repeated
   */
  public LinearModel(Vocabulary vocabulary, float[][] weights, float[] bias) {
    for (float[] row : weights) {
      if (row.length != vocabulary.terms().size()) {
        throw new IllegalArgumentException(
            "there are %d terms but %d weights for a tag"
                .formatted(vocabulary.terms().size(), row.length));
      }
    }
    if (weights.length != bias.length) {
      throw new IllegalArgumentException(
          "there are weights for %d tags but %d biases".formatted(weights.length, bias.length));
    }
    this.tfIdf = new TfIdf(vocabulary);
    this.weights = weights;
    this.bias = bias;
  }

  public Vocabulary vocabulary() {
    return tfIdf.vocabulary();
  }

  /** Returns the weights {@code [tags, terms]}, not a copy. */
  public float[][] weights() {
    return weights;
  }

  /** Returns the biases {@code [tags]}, not a copy. */
  public float[] bias() {
    return bias;
  }

  /** Returns a model whose scores are multiplied by the factor. */
  public LinearModel scaled(float factor) {
    float[][] scaled = new float[weights.length][];
    for (int tag = 0; tag < scaled.length; tag++) {
      scaled[tag] = scaled(weights[tag], factor);
    }
    return new LinearModel(vocabulary(), scaled, scaled(bias, factor));
  }

  private static float[] scaled(float[] values, float factor) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** Scores a text. */
  public ScoredText read(String text) {
    return new ScoredText(text);
  }

  /** Scores of a text and the contributions of its terms. */
  public final class ScoredText {
    private final int words;
    private final List<TfIdf.Occurrence> occurrences;
    private final SparseVector vector;

    private ScoredText(String text) {
      this.words = Words.of(text).size();
      this.occurrences = tfIdf.occurrences(text);
      this.vector = tfIdf.vector(occurrences);
    }

    /** Returns the number of words in the text. */
    public int words() {
      return words;
    }

    /** Returns the logits {@code [tags]}: the weighted sum of the terms plus the bias. */
    public float[] logits() {
      float[] logits = new float[bias.length];
      for (int tag = 0; tag < logits.length; tag++) {
        logits[tag] = (float) (bias[tag] + vector.dot(weights[tag]));
      }
      return logits;
    }

    /**
     * Returns how much each section of the text contributes to the logit of a tag. A term's
     * contribution is divided equally among its occurrences, and that of a word pair among its two
     * words. The contributions of sections that cover the text add up to the logit without the
     * bias.
     *
     * @param tag index of the tag
     * @param starts start of each section in UTF-16 units, ascending
     */
    public double[] contributions(int tag, int[] starts) {
      Map<Integer, Integer> counts = TfIdf.counts(occurrences);
      double[] share = new double[vector.indexes().length];
      Map<Integer, Integer> place = new java.util.HashMap<>();
      for (int i = 0; i < share.length; i++) {
        int term = vector.indexes()[i];
        place.put(term, i);
        share[i] =
            (double) weights[tag][term] * vector.values()[i] / counts.getOrDefault(term, 1) / 2;
      }
      double[] contributions = new double[starts.length];
      for (TfIdf.Occurrence occurrence : occurrences) {
        double half = share[place.getOrDefault(occurrence.index(), 0)];
        contributions[section(starts, occurrence.term().first())] += half;
        contributions[section(starts, occurrence.term().last())] += half;
      }
      return contributions;
    }

    private static int section(int[] starts, Words.Word word) {
      int found = java.util.Arrays.binarySearch(starts, word.start());
      return Math.max(0, found >= 0 ? found : -found - 2);
    }
  }
}
