package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Attention in bfloat16 has values and gradients close to those in float32. */
class AttentionTest {
  /** Shape with enough scores for the batch to be split in two. */
  private static final long[] SHAPE = {3, 20, 300, 16};

  @Test
  void bfloat16IsCloseToFloat32WithAndWithoutPadding() {
    Engine.seed(7);
    try (PointerScope scope = new PointerScope()) {
      Tensor mask = torch.zeros(3, 1, 1, 300);
      mask.narrow(3, 40, 260).sub_(new Scalar(Float.MAX_VALUE));
      for (TensorOptional padding :
          new TensorOptional[] {new TensorOptional(), new TensorOptional(mask)}) {
        Tensor[] inputs = {random(), random(), random()};
        Tensor[] exact = gradientsAndValue(inputs, padding, Precision.FP32);
        Tensor[] rounded = gradientsAndValue(inputs, padding, Precision.BF16);
        for (int i = 0; i < exact.length; i++) {
          double error = rounded[i].sub(exact[i]).norm().item_double();
          assertThat(error / exact[i].norm().item_double()).isLessThan(0.02);
        }
      }
    }
  }

  /** Without gradients, the fused kernel may be used. */
  @Test
  void bfloat16IsCloseToFloat32WithoutGradients() {
    Engine.seed(8);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor[] inputs = {random(), random(), random()};
      Tensor mask = torch.zeros(3, 1, 1, 300);
      mask.narrow(3, 40, 260).sub_(new Scalar(Float.MAX_VALUE));
      Tensor exact = value(inputs, new TensorOptional(mask), Precision.FP32);
      Tensor rounded = value(inputs, new TensorOptional(mask), Precision.BF16);
      double error = rounded.sub(exact).norm().item_double();
      assertThat(error / exact.norm().item_double()).isLessThan(0.02);
    }
  }

  private static Tensor value(Tensor[] inputs, TensorOptional mask, Precision precision) {
    return Pass.inference(new Parameters(Map.of()), precision)
        .attention(inputs[0], inputs[1], inputs[2], mask)
        .to(torch.ScalarType.Float);
  }

  /** Returns the output and the gradients of query, key and value in float32. */
  private static Tensor[] gradientsAndValue(
      Tensor[] inputs, TensorOptional mask, Precision precision) {
    Tensor[] leaves = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      leaves[i] = inputs[i].detach().clone().requires_grad_(true);
    }
    Pass pass = Pass.inference(new Parameters(Map.of()), precision);
    Tensor output = pass.attention(leaves[0], leaves[1], leaves[2], mask);
    Tensor value = output.to(torch.ScalarType.Float);
    value.mul(value).sum().backward();
    return new Tensor[] {value, leaves[0].grad(), leaves[1].grad(), leaves[2].grad()};
  }

  private static Tensor random() {
    return torch.randn(SHAPE);
  }
}
