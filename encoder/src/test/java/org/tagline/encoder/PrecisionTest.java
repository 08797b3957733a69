package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.base.BaseEncoder;
import org.tagline.base.BaseEncoders;
import org.tagline.engine.Engine;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Window;

/** Faster number formats and more threads keep the results of every architecture. */
class PrecisionTest {
  static Stream<String> architectures() {
    return Architectures.all().stream().map(Architecture::modelType);
  }

  /** Passes with and without gradients use different kernels. */
  @ParameterizedTest
  @MethodSource("architectures")
  void bfloat16IsCloseToFloat32WithAndWithoutGradients(String modelType) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 5)) {
      Tensor exact = vectors(model, Precision.FP32, 16, 5);
      Tensor withGradients = vectors(model, Precision.BF16, 16, 5);
      Tensor withoutGradients;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        withoutGradients = vectors(model, Precision.BF16, 16, 5);
      }

      assertThat(withoutGradients.scalar_type().intern()).isEqualTo(ScalarType.Float);
      assertThat(difference(withGradients, exact)).isBetween(1e-6, 0.02);
      assertThat(difference(withoutGradients, exact)).isBetween(1e-6, 0.02);
    }
  }

  /** A pass with gradients uses float32 instead. */
  @ParameterizedTest
  @MethodSource("architectures")
  void int8IsCloseToFloat32(String modelType) throws IOException {
    assumeTrue(Engine.packs(Precision.INT8), "this processor has no INT8 layers");
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 5)) {
      Tensor exact = vectors(model, Precision.FP32, 16, 5);
      Tensor withGradients = vectors(model, Precision.INT8, 16, 5);
      Tensor withoutGradients;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        withoutGradients = vectors(model, Precision.INT8, 16, 5);
      }

      assertThat(withoutGradients.scalar_type().intern()).isEqualTo(ScalarType.Float);
      assertThat(difference(withGradients, exact)).isZero();
      assertThat(difference(withoutGradients, exact)).isBetween(1e-5, 0.05);
    }
  }

  /** A single window may use all threads. */
  @ParameterizedTest
  @MethodSource("architectures")
  void bitsDoNotDependOnTheNumberOfThreads(String modelType) throws IOException {
    int threads = Engine.threads();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        DocumentClassifier model = SmallModels.fresh(modelType, 5)) {
      sameBits(model, Precision.FP32, 2, 1, 5, 16);
      if (Engine.packs(Precision.BF16)) {
        sameBits(model, Precision.BF16, 2, 1, 5, 16);
      }
      if (Engine.packs(Precision.INT8)) {
        sameBits(model, Precision.INT8, 5, 1, 5, 16);
      }
    } finally {
      torch.set_num_threads(threads);
    }
  }

  /** Bits do not depend on the number of threads at the sizes of a real encoder either. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void bitsOfMiniLmDoNotDependOnTheNumberOfThreads(Precision precision) throws IOException {
    assumeTrue(Engine.packs(precision), "this processor has no packed " + precision + " layers");
    int threads = Engine.threads();
    BaseEncoder base = BaseEncoders.resolve(BaseEncoders.DEFAULT);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        DocumentClassifier model =
            ModelLoader.load(base.config(), base.weights(), base.pooling(), HeadKind.LINEAR, 2)
                .model()) {
      sameBits(model, precision, precision == Precision.INT8 ? 5 : 2, 3, 31, 33, 200, 512);
    } finally {
      torch.set_num_threads(threads);
    }
  }

  private static void sameBits(
      DocumentClassifier model, Precision precision, int maxThreads, int... lengths) {
    for (int length : lengths) {
      torch.set_num_threads(1);
      Tensor expected = vectors(model, precision, length);
      for (int count = 2; count <= maxThreads; count++) {
        torch.set_num_threads(count);
        assertThat(vectors(model, precision, length).equal(expected))
            .as("%d tokens on %d threads", length, count)
            .isTrue();
      }
    }
  }

  /** A window of five tokens has equal vectors with and without padding, up to rounding. */
  @ParameterizedTest
  @MethodSource("architectures")
  void paddingDoesNotChangeVectors(String modelType) throws IOException {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        DocumentClassifier model = SmallModels.fresh(modelType, 6)) {
      Pass pass = Pass.inference(model.parameters(), Precision.FP32);
      TokenBatch bare = TokenBatch.of(List.of(window(5)), 0);
      Tensor expected = model.pooling().pool(model.encoder().forward(bare, pass), bare);

      assertThat(difference(vectors(model, Precision.FP32, 5), expected)).isLessThan(1e-5);
    }
  }

  private static Tensor vectors(DocumentClassifier model, Precision precision, int... lengths) {
    List<Window> windows = IntStream.of(lengths).mapToObj(PrecisionTest::window).toList();
    return model.windowVectors(windows, Pass.inference(model.parameters(), precision));
  }

  private static Window window(int length) {
    int[] zeros = new int[length];
    return new Window(
        IntStream.range(0, length).map(i -> 3 + i * 5 % 27).toArray(), zeros, zeros, zeros);
  }

  /** Returns the distance of two tensors, relative to the norm of the second. */
  private static double difference(Tensor one, Tensor other) {
    return one.sub(other).norm().item_double() / other.norm().item_double();
  }
}
