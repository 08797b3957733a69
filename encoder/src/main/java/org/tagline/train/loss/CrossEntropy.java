package org.tagline.train.loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Weighted cross entropy for exclusive tags, as in {@code torch.nn.CrossEntropyLoss}. The mean
 * divides by the sum of the targets' class weights.
 *
 * @param classWeights one weight per tag
 * @param labelSmoothing fraction of the target that is spread over all tags, in [0, 1)
 */
public record CrossEntropy(float[] classWeights, double labelSmoothing) implements Loss {
  private static final long IGNORE = -100;

  public CrossEntropy {
    if (labelSmoothing < 0 || labelSmoothing >= 1) {
      throw new IllegalArgumentException("label smoothing must lie in [0, 1): " + labelSmoothing);
    }
  }

  @Override
  public Tensor sum(Tensor logits, Tensor targets) {
    return torch.cross_entropy_loss(
        logits,
        targets.argmax(new org.bytedeco.pytorch.LongOptional(1), false),
        new TensorOptional(Tensor.create(classWeights)),
        torch.Reduction.Sum.value,
        IGNORE,
        labelSmoothing);
  }

  @Override
  public double weight(float[][] targets) {
    double weight = 0;
    for (float[] target : targets) {
      for (int tag = 0; tag < target.length; tag++) {
        weight += target[tag] > 0 ? classWeights[tag] : 0;
      }
    }
    return weight;
  }

  @Override
  public Tensor probabilities(Tensor logits) {
    return torch.softmax(logits, 1);
  }
}
