package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packed layer gives what the plain one gives, to the rounding of bfloat16. */
class PackedLinearTest {
  @BeforeEach
  void onlyWhereItComputes() {
    assumeTrue(Engine.packsBfloat16(), "this processor multiplies no bfloat16");
    Engine.seed(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 200, 512, 513})
  void eachFormFollowsFloat32(long rows) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = half(2, rows, 48);
      Tensor weight = half(80, 48);
      Tensor packed = PackedLinear.pack(weight);
      Tensor state = half(2, rows, 80);
      for (TensorOptional bias :
          new TensorOptional[] {new TensorOptional(), new TensorOptional(half(80))}) {
        Tensor exact = Engine.linear(exact(x), exact(weight), exact(bias));

        close(PackedLinear.apply(x, packed, bias), exact);
        close(PackedLinear.gelu(x, packed, bias), torch.gelu(exact));
        close(PackedLinear.plus(state, x, packed, bias), exact.add(exact(state)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {47, 49})
  void aWrongWidthIsRefused(long width) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor packed = PackedLinear.pack(half(80, 48));
      Tensor x = half(3, width);

      assertThatThrownBy(() -> PackedLinear.apply(x, packed, new TensorOptional()))
          .isInstanceOf(RuntimeException.class);
    }
  }

  private static void close(Tensor half, Tensor exact) {
    assertThat(half.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
    double error = exact(half).sub(exact).norm().item_double() / exact.norm().item_double();
    assertThat(error).isBetween(1e-9, 0.004);
  }

  private static TensorOptional exact(TensorOptional tensor) {
    return tensor.has_value() ? new TensorOptional(exact(tensor.get())) : tensor;
  }

  private static Tensor exact(Tensor half) {
    return half.to(ScalarType.Float);
  }

  private static Tensor half(long... shape) {
    return torch.randn(shape).to(ScalarType.BFloat16);
  }
}
