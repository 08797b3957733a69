package org.tagline.train.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * A training loss. A batch may be computed in micro-batches: their sums divided by the weight of
 * the whole batch give its mean loss. Immutable.
 */
public interface Loss {

  /**
   * Returns the sum of the documents' losses.
   *
   * @param logits {@code [documents, tags]}
   * @param targets {@code [documents, tags]} float32, 1 if a document has the tag
   * @return a scalar
   */
  Tensor sum(Tensor logits, Tensor targets);

  /** Returns the divisor that turns the sum over these targets into their mean. */
  double weight(float[][] targets);

  /** Returns the probabilities of logits, {@code [documents, tags]}. */
  Tensor probabilities(Tensor logits);
}
