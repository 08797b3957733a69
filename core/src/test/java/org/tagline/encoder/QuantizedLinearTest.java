package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer in 8-bit integers gives what the plain one gives, to the rounding of its numbers. */
class QuantizedLinearTest {

  @BeforeEach
  void onlyWhereItComputes() {
    assumeTrue(Engine.packs(Precision.INT8), "this processor adds up no 8-bit products");
    Engine.seed(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 200, 512, 513})
  void eachFormFollowsThePlainLayer(long rows) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = torch.randn(2, rows, 48);
      Tensor weight = torch.randn(80, 48);
      Tensor state = torch.randn(2, rows, 80);
      try (QuantizedLinear layer = QuantizedLinear.of(weight)) {
        for (TensorOptional bias :
            new TensorOptional[] {new TensorOptional(), new TensorOptional(torch.randn(80))}) {
          Tensor exact = torch.linear(wide(x), wide(weight), wide(bias));
          QuantizedRows quantized = QuantizedRows.of(x);

          close(layer.apply(quantized, bias), exact);
          close(layer.plus(state, quantized, bias), exact.add(wide(state)));
        }
      }
    }
  }

  /** What 8 bits can hold is multiplied without any error but float32's. */
  @Test
  void wholeNumbersStayWhole() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = whole(300, 1536);
      Tensor weight = whole(80, 1536);
      try (QuantizedLinear layer = QuantizedLinear.of(weight)) {
        Tensor sums = layer.apply(QuantizedRows.of(x), new TensorOptional());
        Tensor exact = torch.linear(wide(x), wide(weight), new TensorOptional());

        assertThat(wide(sums).sub(exact).abs().max().item_double()).isLessThan(0.5);
        assertThat(exact.abs().max().item_double())
            .as("more than 16 bits hold")
            .isGreaterThan(1 << 16);
      }
    }
  }

  @Test
  void aRowDoesNotDependOnItsNeighbours() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = torch.randn(100, 48);
      Tensor loud = x.clone();
      loud.narrow(0, 0, 50).mul_(new Scalar(1000));
      TensorOptional bias = new TensorOptional(torch.randn(80));
      try (QuantizedLinear layer = QuantizedLinear.of(torch.randn(80, 48))) {
        Tensor among = layer.apply(QuantizedRows.of(x), bias).narrow(0, 50, 50);
        Tensor besideLoud = layer.apply(QuantizedRows.of(loud), bias).narrow(0, 50, 50);
        Tensor alone = layer.apply(QuantizedRows.of(x.narrow(0, 50, 50)), bias);

        assertThat(besideLoud.equal(among)).isTrue();
        assertThat(alone.equal(among)).isTrue();
      }
    }
  }

  @Test
  void nothingGivesTheBias() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor bias = torch.randn(80);
      try (QuantizedLinear layer = QuantizedLinear.of(torch.zeros(80, 48))) {
        Tensor answer = layer.apply(QuantizedRows.of(torch.zeros(1, 48)), new TensorOptional(bias));
        assertThat(answer.flatten().equal(bias)).isTrue();
      }
    }
  }

  @Test
  void aWrongWidthIsRefused() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        QuantizedLinear layer = QuantizedLinear.of(torch.randn(80, 48))) {
      QuantizedRows narrow = QuantizedRows.of(torch.randn(3, 47));

      assertThatThrownBy(() -> layer.apply(narrow, new TensorOptional()))
          .isInstanceOf(RuntimeException.class);
    }
  }

  private static void close(Tensor answer, Tensor exact) {
    assertThat(answer.scalar_type().intern()).isEqualTo(ScalarType.Float);
    double error = wide(answer).sub(exact).norm().item_double() / exact.norm().item_double();
    assertThat(error).isBetween(1e-4, 0.015);
  }

  /** Each row has a 127, so that its scale is 1. */
  private static Tensor whole(long rows, long columns) {
    Tensor numbers =
        torch
            .randn(rows, columns)
            .mul(new Scalar(40))
            .round()
            .clamp(
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(-127)),
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(127)));
    numbers.select(1, 0).fill_(new Scalar(127));
    return numbers;
  }

  private static TensorOptional wide(TensorOptional tensor) {
    return tensor.has_value() ? new TensorOptional(wide(tensor.get())) : tensor;
  }

  private static Tensor wide(Tensor tensor) {
    return tensor.to(ScalarType.Double);
  }
}
