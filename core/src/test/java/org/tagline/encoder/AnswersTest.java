package org.tagline.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.text.Window;

/** What makes an answer fast does not make it another one, for every architecture. */
class AnswersTest {
  static Stream<String> architectures() {
    return Architectures.all().stream().map(Architecture::modelType);
  }

  /** With gradients wanted and without, which take different ways through a layer. */
  @ParameterizedTest
  @MethodSource("architectures")
  void bothWaysInSixteenBitsFollowFloat32(String modelType) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 5)) {
      Tensor exact = vectors(model, Precision.FP32, 16, 5);
      Tensor withGradients = vectors(model, Precision.BF16, 16, 5);
      Tensor answer;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        answer = vectors(model, Precision.BF16, 16, 5);
      }

      assertThat(answer.scalar_type().intern()).isEqualTo(ScalarType.Float);
      assertThat(difference(withGradients, exact)).isBetween(1e-6, 0.02);
      assertThat(difference(answer, exact)).isBetween(1e-6, 0.02);
    }
  }

  /** A window of five tokens is computed as one of sixteen or of five, the same to float32. */
  @ParameterizedTest
  @MethodSource("architectures")
  void paddingToAStepChangesNothing(String modelType) throws IOException {
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
    List<Window> windows = IntStream.of(lengths).mapToObj(AnswersTest::window).toList();
    return model.windowVectors(windows, Pass.inference(model.parameters(), precision));
  }

  private static Window window(int length) {
    int[] zeros = new int[length];
    return new Window(
        IntStream.range(0, length).map(i -> 3 + i * 5 % 27).toArray(), zeros, zeros, zeros);
  }

  /** The distance of two tensors, relative to the second's length. */
  private static double difference(Tensor one, Tensor other) {
    return one.sub(other).norm().item_double() / other.norm().item_double();
  }
}
