package org.tagline.benchmarks.training;

import java.util.List;

/**
 * The difference between two contenders' results before training.
 *
 * @param logits largest absolute difference of a logit
 * @param loss absolute difference of the loss
 * @param gradientNorm relative difference of the gradient norm
 */
record Difference(double logits, double loss, double gradientNorm) {

  static Difference between(Contender.Agreement a, Contender.Agreement b) {
    List<Double> left = a.logits();
    List<Double> right = b.logits();
    if (left.size() != right.size()) {
      throw new IllegalArgumentException(
          "cannot compare " + left.size() + " logits with " + right.size());
    }
    double largest = 0;
    for (int i = 0; i < left.size(); i++) {
      // Math.max propagates NaN, which exceeds every tolerance.
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
