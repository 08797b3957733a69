package org.tagline.linear;

/**
 * A text as its terms' weights, of length 1.
 *
 * @param indexes of the terms in the vocabulary, ascending
 * @param values one a term
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
