package org.tagline.linear;

import java.util.List;
import java.util.Map;

/** A vocabulary and a weight for each tag and term. Thread-safe. */
public final class LinearModel {
  private final TfIdf tfIdf;
  private final float[][] weights;
  private final float[] bias;

  /**
   * Puts a model together.
   *
   * @param weights {@code [tags, terms]}
   * @param bias {@code [tags]}
   * @throws IllegalArgumentException where the sizes do not fit together or a term is there twice
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

  /** {@code [tags, terms]}; not a copy. */
  public float[][] weights() {
    return weights;
  }

  /** {@code [tags]}; not a copy. */
  public float[] bias() {
    return bias;
  }

  /** The same with every score so many times as large. */
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

  public Reading read(String text) {
    return new Reading(text);
  }

  /** What a text's terms say. */
  public final class Reading {
    private final int words;
    private final List<TfIdf.Occurrence> occurrences;
    private final SparseVector vector;

    private Reading(String text) {
      this.words = Words.of(text).size();
      this.occurrences = tfIdf.occurrences(text);
      this.vector = tfIdf.vector(occurrences);
    }

    /** Words of the text. */
    public int words() {
      return words;
    }

    /** {@code [tags]}: what the terms' weights add up to, and the bias. */
    public float[] logits() {
      float[] logits = new float[bias.length];
      for (int tag = 0; tag < logits.length; tag++) {
        logits[tag] = (float) (bias[tag] + vector.dot(weights[tag]));
      }
      return logits;
    }

    /**
     * How much each stretch of the text adds to a tag's score. A term's share is divided equally
     * among its occurrences, and a pair's among its two words; stretches that cover the text add up
     * to the logit without its bias.
     *
     * @param starts of the stretches, ascending, UTF-16 units
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
        contributions[stretch(starts, occurrence.term().first())] += half;
        contributions[stretch(starts, occurrence.term().last())] += half;
      }
      return contributions;
    }

    private static int stretch(int[] starts, Words.Word word) {
      int found = java.util.Arrays.binarySearch(starts, word.start());
      return Math.max(0, found >= 0 ? found : -found - 2);
    }
  }
}
