package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** INT8 layers match plain ones, up to rounding to 8 bits. */
class QuantizedLinearTest {

  @BeforeEach
  void assumeSupported() {
    assumeTrue(Engine.packs(Precision.INT8), "this processor has no INT8 layers");
    Engine.seed(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 200, 512, 513})
  void everyOperationMatchesThePlainLayer(long rows) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = torch.randn(2, rows, 48);
      Tensor weight = torch.randn(80, 48);
      Tensor state = torch.randn(2, rows, 80);
      for (Tensor bias : Arrays.asList(null, torch.randn(80))) {
        TensorOptional wideBias =
            bias == null ? new TensorOptional() : new TensorOptional(wide(bias));
        Tensor exact = torch.linear(wide(x), wide(weight), wideBias);
        QuantizedRows quantized = QuantizedRows.of(x);
        try (QuantizedLinear layer = QuantizedLinear.of(weight, bias)) {
          close(layer.apply(quantized), exact);
          close(layer.plus(state, quantized), exact.add(wide(state)));
        }
      }
    }
  }

  /** Integers that fit into 8 bits are multiplied exactly, up to float32 rounding. */
  @Test
  void integersAreMultipliedExactly() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = integers(300, 1536);
      Tensor weight = integers(80, 1536);
      try (QuantizedLinear layer = QuantizedLinear.of(weight, null)) {
        Tensor sums = layer.apply(QuantizedRows.of(x));
        Tensor exact = torch.linear(wide(x), wide(weight), new TensorOptional());

        assertThat(wide(sums).sub(exact).abs().max().item_double()).isLessThan(0.5);
        assertThat(exact.abs().max().item_double())
            .as("sums that do not fit into 16 bits")
            .isGreaterThan(1 << 16);
      }
    }
  }

  @Test
  void aRowDoesNotDependOnItsNeighbours() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = torch.randn(100, 48);
      Tensor withLargeRows = x.clone();
      withLargeRows.narrow(0, 0, 50).mul_(new Scalar(1000));
      try (QuantizedLinear layer = QuantizedLinear.of(torch.randn(80, 48), torch.randn(80))) {
        Tensor among = layer.apply(QuantizedRows.of(x)).narrow(0, 50, 50);
        Tensor amongLarge = layer.apply(QuantizedRows.of(withLargeRows)).narrow(0, 50, 50);
        Tensor alone = layer.apply(QuantizedRows.of(x.narrow(0, 50, 50)));

        assertThat(amongLarge.equal(among)).isTrue();
        assertThat(alone.equal(among)).isTrue();
      }
    }
  }

  @Test
  void zeroInputAndWeightGiveTheBias() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor bias = torch.randn(80);
      try (QuantizedLinear layer = QuantizedLinear.of(torch.zeros(80, 48), bias)) {
        Tensor output = layer.apply(QuantizedRows.of(torch.zeros(1, 48)));
        assertThat(output.flatten().equal(bias)).isTrue();
      }
    }
  }

  @Test
  void overwritingRowsGivesTheSameQuantization() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor x = torch.randn(60, 48);
      QuantizedRows kept = QuantizedRows.of(x.clone());
      QuantizedRows overwritten = QuantizedRows.overwriting(x);

      assertThat(overwritten.integers().equal(kept.integers())).isTrue();
      assertThat(overwritten.scales().equal(kept.scales())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void feedForwardMatchesThePlainBlockAndKeepsItsInput(Activation f) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      weights.put("a.weight", torch.randn(192, 48).retainReference());
      weights.put("a.bias", torch.randn(192).retainReference());
      weights.put("b.weight", torch.randn(48, 192).retainReference());
      weights.put("b.bias", torch.randn(48).retainReference());
      Tensor state = torch.randn(2, 30, 48);
      Tensor before = state.clone();
      try (Parameters parameters = new Parameters(weights)) {
        Tensor exact = Pass.inference(parameters, Precision.FP32).feedForward(state, "a", f, "b");
        Tensor int8 = Pass.inference(parameters, Precision.INT8).feedForward(state, "a", f, "b");

        close(int8, wide(exact), 2);
        assertThat(state.equal(before)).isTrue();
      }
    }
  }

  @Test
  void anInputOfAnotherWidthIsRejected() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        QuantizedLinear layer = QuantizedLinear.of(torch.randn(80, 48), null)) {
      QuantizedRows narrow = QuantizedRows.of(torch.randn(3, 47));

      assertThatThrownBy(() -> layer.apply(narrow)).isInstanceOf(RuntimeException.class);
    }
  }

  private static void close(Tensor output, Tensor exact) {
    close(output, exact, 1);
  }

  /** Allows for the rounding of each layer. */
  private static void close(Tensor output, Tensor exact, int layers) {
    assertThat(output.scalar_type().intern()).isEqualTo(ScalarType.Float);
    double error = wide(output).sub(exact).norm().item_double() / exact.norm().item_double();
    assertThat(error).isBetween(1e-4, layers * 0.015);
  }

  /** Returns random integers whose rows each contain 127, so that their scale is 1. */
  private static Tensor integers(long rows, long columns) {
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

  private static Tensor wide(Tensor tensor) {
    return tensor.to(ScalarType.Double);
  }
}
