package org.tagline.linear;

/**
 * Sparse TF-IDF vector of a text, with Euclidean norm 1.
 *
 * @param indexes indexes of the terms in the vocabulary, ascending
 * @param values one value per index
 */
record SparseVector(int[] indexes, float[] values) {

  double dot(float[] weights) {
    double sum = 0;
    for (int i = 0; i < indexes.length; i++) {
      sum += (double) weights[indexes[i]] * values[i];
    }
    return sum;
  }
}
