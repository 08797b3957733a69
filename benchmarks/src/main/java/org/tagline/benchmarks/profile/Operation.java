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
 * An operation of the encoder, measured alone at the sizes that it has there. Used by one thread.
 *
 * @param name name in the report
 * @param calls number of calls in one pass through the encoder
 * @param operations floating-point operations in the matrix products of one forward call
 * @param forward computes the operation
 */
record Operation(String name, int calls, double operations, Supplier<Tensor> forward) {
  private static final int WARM_UP = 2;

  /**
   * The milliseconds of all calls of an operation in one pass.
   *
   * @param operation measured operation
   * @param forward time of the forward calls
   * @param backward time of the backward calls
   */
  record Time(Operation operation, double forward, double backward) {

    /** Returns the speed of the forward calls in billions of operations per second. */
    double gigaflops() {
      return operation.calls() * operation.operations() / forward / 1e6;
    }
  }

  /** Measures the operation and returns the median times. */
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
