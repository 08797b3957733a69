package org.tagline.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Binary cross entropy for co-occurring tags of very different frequency (Wu et al.,
 * "Distribution-Balanced Loss for Multi-Label Classification in Long-Tailed Datasets", ECCV 2020).
 * A document's weight for a tag is the tag's share of the document's sampling rate. Absent tags
 * have less influence, and rare ones the least.
 *
 * @param counts number of training examples of each tag
 * @param examples number of training examples
 * @param labelSmoothing fraction by which targets move towards 0.5, in [0, 1)
 */
record DistributionBalancedLoss(long[] counts, long examples, double labelSmoothing)
    implements Loss {
  /** The paper's α, β and μ, which smooth the weights. */
  private static final double ALPHA = 0.1;

  private static final double BETA = 10;
  private static final double MU = 0.2;

  /** The paper's λ, which lowers the influence of absent tags. */
  private static final double LAMBDA = 5;

  /** The paper's κ, which scales the shift of a tag's logit by its frequency. */
  private static final double KAPPA = 0.05;

  @Override
  public Tensor sum(Tensor logits, Tensor targets) {
    float[] inverse = new float[counts.length];
    float[] shift = new float[counts.length];
    for (int tag = 0; tag < counts.length; tag++) {
      double count = Math.max(0.5, counts[tag]);
      inverse[tag] = (float) (1 / count);
      double odds = Math.max(1e-3, examples / count - 1);
      shift[tag] = (float) (-Math.log(odds) * KAPPA / LAMBDA);
    }
    Tensor absent = targets.neg().add(new Scalar(1.0));
    Tensor rates = Tensor.create(inverse);
    // A document without tags has a sampling rate of 0.
    Tensor sampled =
        targets.mul(rates).sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
    Tensor share = rates.div(sampled.clamp_min(new Scalar(1e-12)));
    Tensor weight =
        share
            .sub(new Scalar(MU))
            .mul(new Scalar(BETA))
            .sigmoid()
            .add(new Scalar(ALPHA))
            .mul(targets.add(absent.mul(new Scalar(1 / LAMBDA))));
    Tensor shifted =
        logits.add(Tensor.create(shift)).mul(targets.add(absent.mul(new Scalar(LAMBDA))));
    Tensor smoothed =
        targets.mul(new Scalar(1 - labelSmoothing)).add(new Scalar(labelSmoothing / 2));
    return torch.binary_cross_entropy_with_logits(
        shifted,
        smoothed,
        new TensorOptional(weight),
        new TensorOptional(),
        torch.Reduction.Sum.value);
  }

  @Override
  public double weight(float[][] targets) {
    return (double) targets.length * counts.length;
  }

  @Override
  public Tensor probabilities(Tensor logits) {
    return logits.sigmoid();
  }
}
