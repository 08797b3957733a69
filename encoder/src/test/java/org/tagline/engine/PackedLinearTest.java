package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packed layers match plain ones, up to rounding in their number format. */
class PackedLinearTest {

  @ParameterizedTest
  @CsvSource({
    "FP32, 1", "FP32, 7", "FP32, 200", "FP32, 512", "FP32, 513",
    "BF16, 1", "BF16, 7", "BF16, 200", "BF16, 512", "BF16, 513"
  })
  void everyOperationMatchesThePlainLayer(Precision precision, long rows) {
    assumeSupported(precision);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = random(precision, 2, rows, 48);
      Tensor weight = random(precision, 80, 48);
      Tensor packed = PackedLinear.pack(weight);
      Tensor state = random(precision, 2, rows, 80);
      for (TensorOptional bias :
          new TensorOptional[] {new TensorOptional(), new TensorOptional(random(precision, 80))}) {
        Tensor exact = torch.linear(wide(x), wide(weight), wide(bias));

        close(precision, PackedLinear.apply(x, packed, bias), exact);
        close(precision, PackedLinear.gelu(x, packed, bias), torch.gelu(exact));
        close(precision, PackedLinear.plus(state, x, packed, bias), exact.add(wide(state)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FP32, 47", "FP32, 49", "BF16, 47", "BF16, 49"})
  void anInputOfAnotherWidthIsRejected(Precision precision, long width) {
    assumeSupported(precision);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor packed = PackedLinear.pack(random(precision, 80, 48));
      Tensor x = random(precision, 3, width);

      assertThatThrownBy(() -> PackedLinear.apply(x, packed, new TensorOptional()))
          .isInstanceOf(RuntimeException.class);
    }
  }

  private static void assumeSupported(Precision precision) {
    assumeTrue(Engine.packs(precision), "this processor has no packed " + precision + " layers");
    Engine.seed(3);
  }

  private static void close(Precision precision, Tensor packed, Tensor exact) {
    assertThat(packed.scalar_type().intern()).isEqualTo(precision.products());
    double error = wide(packed).sub(exact).norm().item_double() / exact.norm().item_double();
    boolean half = precision == Precision.BF16;
    assertThat(error).isBetween(half ? 1e-9 : 1e-12, half ? 0.004 : 1e-6);
  }

  private static TensorOptional wide(TensorOptional tensor) {
    return tensor.has_value() ? new TensorOptional(wide(tensor.get())) : tensor;
  }

  private static Tensor wide(Tensor tensor) {
    return tensor.to(ScalarType.Double);
  }

  private static Tensor random(Precision precision, long... shape) {
    return torch.randn(shape).to(precision.products());
  }
}
