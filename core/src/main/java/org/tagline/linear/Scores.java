package org.tagline.linear;

/**
 * Linear scores of texts. Sums and multiples of linear scores are linear, so stacked models can be
 * merged into one.
 *
 * @param weights {@code [tags, terms]}
 * @param bias {@code [tags]}
 */
record Scores(float[][] weights, float[] bias) {

  double of(SparseVector text, int tag) {
    return bias[tag] + text.dot(weights[tag]);
  }

  float[] of(SparseVector text) {
    float[] scores = new float[bias.length];
    for (int tag = 0; tag < scores.length; tag++) {
      scores[tag] = (float) of(text, tag);
    }
    return scores;
  }

  /** Merges a second layer, whose inputs are these scores, into linear scores of the text. */
  Scores then(Scores second) {
    int terms = weights.length == 0 ? 0 : weights[0].length;
    float[][] joined = new float[second.bias.length][terms];
    float[] shifted = new float[second.bias.length];
    for (int out = 0; out < joined.length; out++) {
      double shift = second.bias[out];
      for (int in = 0; in < weights.length; in++) {
        float factor = second.weights[out][in];
        shift += (double) factor * bias[in];
        for (int term = 0; term < terms; term++) {
          joined[out][term] += factor * weights[in][term];
        }
      }
      shifted[out] = (float) shift;
    }
    return new Scores(joined, shifted);
  }

  /** Returns {@code factor × this + otherFactor × other + shift}. */
  Scores mixed(double factor, Scores other, double otherFactor, double[] shift) {
    float[][] sum = new float[bias.length][];
    float[] shifted = new float[bias.length];
    for (int tag = 0; tag < sum.length; tag++) {
      sum[tag] = new float[weights[tag].length];
      for (int term = 0; term < sum[tag].length; term++) {
        sum[tag][term] =
            (float) (factor * weights[tag][term] + otherFactor * other.weights[tag][term]);
      }
      shifted[tag] = (float) (factor * bias[tag] + otherFactor * other.bias[tag] + shift[tag]);
    }
    return new Scores(sum, shifted);
  }

  /** Scales and shifts each score to mean 0 and standard deviation 1 over the texts. */
  Scores standardized(Iterable<SparseVector> texts) {
    float[][] scaled = new float[bias.length][];
    float[] shifted = new float[bias.length];
    for (int tag = 0; tag < scaled.length; tag++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (SparseVector text : texts) {
        double score = of(text, tag);
        sum += score;
        squares += score * score;
        count++;
      }
      double mean = sum / count;
      double deviation = Math.sqrt(Math.max(squares / count - mean * mean, 1e-12));
      scaled[tag] = new float[weights[tag].length];
      for (int term = 0; term < scaled[tag].length; term++) {
        scaled[tag][term] = (float) (weights[tag][term] / deviation);
      }
      shifted[tag] = (float) ((bias[tag] - mean) / deviation);
    }
    return new Scores(scaled, shifted);
  }
}
