package org.tagline.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Binary cross entropy in which what is right already counts little: each tag's share is multiplied
 * by {@code (1 - p)^2}, with p the probability given to the truth (Lin et al., "Focal Loss for
 * Dense Object Detection", ICCV 2017).
 *
 * @param positiveWeights one a tag, the weight of a tag that is there
 * @param labelSmoothing share by which targets move towards one half, 0 to below 1
 */
record FocalLoss(float[] positiveWeights, double labelSmoothing) implements Loss {
  private static final double GAMMA = 2;

  @Override
  public Tensor sum(Tensor logits, Tensor targets) {
    Tensor smoothed =
        targets.mul(new Scalar(1 - labelSmoothing)).add(new Scalar(labelSmoothing / 2));
    Tensor entropy =
        torch.binary_cross_entropy_with_logits(
            logits,
            smoothed,
            new TensorOptional(),
            new TensorOptional(Tensor.create(positiveWeights)),
            torch.Reduction.None.value);
    return entropy.mul(wrong(logits.sigmoid(), targets).pow(new Scalar(GAMMA))).sum();
  }

  /** The probability that is not given to the truth. */
  static Tensor wrong(Tensor probabilities, Tensor targets) {
    return probabilities.add(targets).sub(probabilities.mul(targets).mul(new Scalar(2.0)));
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
