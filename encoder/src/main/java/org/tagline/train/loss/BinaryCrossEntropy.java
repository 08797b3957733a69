package org.tagline.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Binary cross entropy over logits for any number of tags per document, as in {@code
 * torch.nn.BCEWithLogitsLoss}. The mean is over documents and tags.
 *
 * @param positiveWeights weight of the positive examples of each tag
 * @param labelSmoothing fraction by which targets move towards 0.5, in [0, 1)
 */
public record BinaryCrossEntropy(float[] positiveWeights, double labelSmoothing) implements Loss {

  public BinaryCrossEntropy {
    if (labelSmoothing < 0 || labelSmoothing >= 1) {
      throw new IllegalArgumentException("label smoothing must lie in [0, 1): " + labelSmoothing);
    }
  }

  @Override
  public Tensor sum(Tensor logits, Tensor targets) {
    Tensor smoothed =
        targets.mul(new Scalar(1 - labelSmoothing)).add(new Scalar(labelSmoothing / 2));
    return torch.binary_cross_entropy_with_logits(
        logits,
        smoothed,
        new TensorOptional(),
        new TensorOptional(Tensor.create(positiveWeights)),
        torch.Reduction.Sum.value);
  }

  @Override
  public double weight(float[][] targets) {
    return (double) targets.length * positiveWeights.length;
  }

  @Override
  public Tensor probabilities(Tensor logits) {
    return logits.sigmoid();
  }
}
