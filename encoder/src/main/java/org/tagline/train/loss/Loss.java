package org.tagline.train.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * What training lowers. A batch may be computed in parts: the sums of its parts, divided by the
 * weight of the whole, are the batch's mean. Stateless but for its class weights.
 */
public interface Loss {

  /**
   * The parts' losses added up.
   *
   * @param logits {@code [documents, tags]}
   * @param targets {@code [documents, tags]} float32, 1 where a document has the tag
   * @return a scalar
   */
  Tensor sum(Tensor logits, Tensor targets);

  /** What the sum over these targets is divided by for their mean. */
  double weight(float[][] targets);

  /** Probabilities of logits, {@code [documents, tags]}. */
  Tensor probabilities(Tensor logits);
}
