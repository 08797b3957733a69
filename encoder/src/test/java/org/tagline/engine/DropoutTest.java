package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {
  private static final GeneratorOptional RANDOM = new GeneratorOptional();

  private PointerScope scope = new PointerScope();

  @BeforeEach
  void open() {
    scope.close();
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"Float", "BFloat16"})
  void dropsAtTheGivenRateAndKeepsTheMean(ScalarType type) {
    Engine.seed(3);
    Tensor mask = Dropout.mask(new long[] {1001, 333}, type, 0.1, RANDOM).to(ScalarType.Float);
    assertThat(mask.eq(torch.zeros_like(mask)).to(ScalarType.Float).mean().item_double())
        .isCloseTo(0.1, within(0.003));
    assertThat(mask.mean().item_double()).isCloseTo(1, within(0.005));
  }

  @ParameterizedTest
  @EnumSource(names = {"Float", "BFloat16"})
  void rowsAndColumnsAreDroppedIndependently(ScalarType type) {
    Engine.seed(4);
    Tensor mask = Dropout.mask(new long[] {512, 512}, type, 0.5, RANDOM).to(ScalarType.Float);
    for (int dimension = 0; dimension < 2; dimension++) {
      Tensor means = mask.mean(dimension);
      // Means of 512 fair draws of 0 or 2 have a standard deviation of 0.044.
      assertThat(means.std().item_double()).isCloseTo(0.044, within(0.006));
      assertThat(means.max().item_double()).isLessThan(1.25);
    }
    Tensor neighbours = mask.narrow(1, 0, 511).mul(mask.narrow(1, 1, 511));
    assertThat(neighbours.mean().item_double()).isCloseTo(1, within(0.02));
  }

  @Test
  void aSeedDeterminesTheMask() {
    assertThat(torch.equal(drawn(1), drawn(1))).isTrue();
    assertThat(torch.equal(drawn(1), drawn(2))).isFalse();
  }

  @Test
  void aSeededPassIgnoresTheDefaultGenerator() {
    Pass pass = Pass.training(new Parameters(Map.of()), Precision.BF16, 0.1).seeded(7);
    Engine.seed(8);
    Tensor own = Dropout.mask(new long[] {100_000}, ScalarType.BFloat16, 0.1, pass.random());
    assertThat(torch.equal(own, drawn(7))).isTrue();
  }

  @Test
  void consecutiveMasksDiffer() {
    Engine.seed(1);
    long[] shape = {64};
    assertThat(
            torch.equal(
                Dropout.mask(shape, ScalarType.Float, 0.5, RANDOM),
                Dropout.mask(shape, ScalarType.Float, 0.5, RANDOM)))
        .isFalse();
  }

  @Test
  void gradientsAreDroppedWithTheirActivations() {
    Engine.seed(5);
    Tensor x = torch.ones(7, 5).requires_grad_(true);
    Tensor dropped = Dropout.apply(x, 0.3, RANDOM);
    dropped.sum().backward();
    assertThat(torch.equal(dropped, x.grad())).isTrue();
  }

  @Test
  void masksShorterThanAWordAreComplete() {
    Engine.seed(6);
    for (long length = 1; length < 9; length++) {
      Tensor mask = Dropout.mask(new long[] {length}, ScalarType.BFloat16, 0.0, RANDOM);
      assertThat(torch.equal(mask, torch.ones_like(mask))).isTrue();
    }
  }

  private static Tensor drawn(long seed) {
    Engine.seed(seed);
    return Dropout.mask(new long[] {100_000}, ScalarType.BFloat16, 0.1, RANDOM);
  }
}
