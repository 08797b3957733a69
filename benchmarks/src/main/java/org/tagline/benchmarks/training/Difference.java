package org.tagline.benchmarks.training;

import java.util.List;

/**
 * How far two contenders are apart before training.
 *
 * @param logits largest absolute difference
 * @param loss absolute difference
 * @param gradientNorm relative difference
 */
record Difference(double logits, double loss, double gradientNorm) {

  static Difference between(Contender.Agreement a, Contender.Agreement b) {
    List<Double> left = a.logits();
    List<Double> right = b.logits();
    if (left.size() != right.size()) {
      throw new IllegalArgumentException(left.size() + " logits beside " + right.size());
    }
    double largest = 0;
    for (int i = 0; i < left.size(); i++) {
      // Math.max keeps NaN, which no tolerance then accepts.
      largest = Math.max(largest, Math.abs(left.get(i) - right.get(i)));
    }
    return new Difference(
        largest,
        Math.abs(a.loss() - b.loss()),
        Math.abs(a.gradientNorm() - b.gradientNorm()) / b.gradientNorm());
  }

  boolean within(double tolerance) {
    return logits <= tolerance && loss <= tolerance && gradientNorm <= tolerance;
  }
}
