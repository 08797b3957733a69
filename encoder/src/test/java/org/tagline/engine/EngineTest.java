package org.tagline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Float32 products and their gradients have float32 accuracy on every processor. */
class EngineTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 37, 512})
  void linearLayersHaveFloat32Accuracy(long rows) {
    Engine.seed(4);
    try (PointerScope scope = new PointerScope()) {
      Tensor[] narrow = {random(rows, 384), random(256, 384), random(256)};
      Tensor[] wide = new Tensor[narrow.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = narrow[i].detach().to(ScalarType.Double).requires_grad_(true);
      }
      Tensor computed = Engine.linear(narrow[0], narrow[1], new TensorOptional(narrow[2]));
      Tensor exact = torch.linear(wide[0], wide[1], new TensorOptional(wide[2]));
      computed.sin().sum().backward();
      exact.sin().sum().backward();

      assertThat(error(computed, exact)).isLessThan(1e-6);
      for (int i = 0; i < wide.length; i++) {
        assertThat(error(narrow[i].grad(), wide[i].grad())).as("gradient " + i).isLessThan(1e-5);
      }
    }
  }

  private static Tensor random(long... shape) {
    return torch.randn(shape).requires_grad_(true);
  }

  private static double error(Tensor computed, Tensor exact) {
    Tensor wide = computed.to(ScalarType.Double);
    return wide.sub(exact).norm().item_double() / exact.norm().item_double();
  }
}
