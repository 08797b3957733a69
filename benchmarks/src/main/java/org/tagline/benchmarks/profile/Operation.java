package org.tagline.benchmarks.profile;

import java.util.Arrays;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * One operation of the encoder, measured alone at the sizes that it has there.
 *
 * @param name for people
 * @param calls in one pass through the encoder
 * @param operations floating-point operations of one forward call's products
 * @param forward computes it
 */
record Operation(String name, int calls, double operations, Supplier<Tensor> forward) {
  private static final int WARM_UP = 2;

  /** Milliseconds of all its calls in one pass. */
  record Time(Operation operation, double forward, double backward) {

    double gigaflops() {
      return operation.calls() * operation.operations() / forward / 1e6;
    }
  }

  Time measure(int repeats) {
    double[] forwards = new double[repeats];
    double[] backwards = new double[repeats];
    for (int i = -WARM_UP; i < repeats; i++) {
      try (PointerScope scope = new PointerScope()) {
        long began = System.nanoTime();
        Tensor result;
        try (NoGradGuard noGrad = new NoGradGuard()) {
          result = forward.get();
        }
        double first = (System.nanoTime() - began) / 1e6;
        Tensor tracked = forward.get();
        Tensor gradient = torch.ones_like(result);
        began = System.nanoTime();
        tracked.backward(gradient, new BoolOptional(false), false, new TensorArrayRefOptional());
        double second = (System.nanoTime() - began) / 1e6;
        if (i >= 0) {
          forwards[i] = first;
          backwards[i] = second;
        }
      }
    }
    Arrays.sort(forwards);
    Arrays.sort(backwards);
    return new Time(this, calls * forwards[repeats / 2], calls * backwards[repeats / 2]);
  }
}
