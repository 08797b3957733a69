package org.tagline.train.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Binary cross entropy for tags of very different frequency that come together (Wu et al.,
 * "Distribution-Balanced Loss for Multi-Label Classification in Long-Tailed Datasets", ECCV 2020):
 * a film counts for a tag by how much of its sampling is due to that tag, and tags that are absent
 * push less, the rarer the less.
 *
 * @param counts training films of each tag
 * @param films in the training part
 * @param labelSmoothing share by which targets move towards one half, 0 to below 1
 */
record DistributionBalancedLoss(long[] counts, long films, double labelSmoothing) implements Loss {
  /** The paper's α, β and μ: smoothing of the weights. */
  private static final double LEAST = 0.1;

  private static final double STEEPNESS = 10;
  private static final double MIDDLE = 0.2;

  /** The paper's λ: how much gentler absent tags are. */
  private static final double TOLERANCE = 5;

  /** The paper's κ: how much a tag's frequency shifts its logit. */
  private static final double SHIFT = 0.05;

  @Override
  public Tensor sum(Tensor logits, Tensor targets) {
    float[] inverse = new float[counts.length];
    float[] shift = new float[counts.length];
    for (int tag = 0; tag < counts.length; tag++) {
      double count = Math.max(0.5, counts[tag]);
      inverse[tag] = (float) (1 / count);
      double odds = Math.max(1e-3, films / count - 1);
      shift[tag] = (float) (-Math.log(odds) * SHIFT / TOLERANCE);
    }
    Tensor absent = targets.neg().add(new Scalar(1.0));
    Tensor rates = Tensor.create(inverse);
    // A film without tags is sampled for none of them.
    Tensor sampled =
        targets.mul(rates).sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
    Tensor share = rates.div(sampled.clamp_min(new Scalar(1e-12)));
    Tensor weight =
        share
            .sub(new Scalar(MIDDLE))
            .mul(new Scalar(STEEPNESS))
            .sigmoid()
            .add(new Scalar(LEAST))
            .mul(targets.add(absent.mul(new Scalar(1 / TOLERANCE))));
    Tensor shifted =
        logits.add(Tensor.create(shift)).mul(targets.add(absent.mul(new Scalar(TOLERANCE))));
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
