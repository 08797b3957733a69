package org.tagline.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Focal loss: binary cross entropy with a low weight for decisions that are already right (Lin et
 * al., "Focal Loss for Dense Object Detection", ICCV 2017). Each tag's loss is multiplied by {@code
 * (1 - p)^2}, where {@code p} is the predicted probability of the correct decision.
 *
 * @param positiveWeights weight of the positive examples of each tag
 * @param labelSmoothing fraction by which targets move towards 0.5, in [0, 1)
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
    return entropy.mul(wrongProbability(logits.sigmoid(), targets).pow(new Scalar(GAMMA))).sum();
  }

  /** Returns the predicted probability of the wrong decision. */
  static Tensor wrongProbability(Tensor probabilities, Tensor targets) {
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
