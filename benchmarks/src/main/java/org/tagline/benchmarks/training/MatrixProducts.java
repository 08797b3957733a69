package org.tagline.benchmarks.training;

import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.engine.Precision;

/**
 * Measures how fast this machine multiplies large square matrices, in a process of its own.
 *
 * <p>Uses the tensor library with its own defaults instead of Tagline's settings. The library
 * multiplies float32 in two ways; the result is the faster of those that are exact on this machine.
 */
public final class MatrixProducts {
  private static final int SIZE = 3072;
  private static final int REPEATS = 6;

  /** Largest relative error of an exact product; rounding to bfloat16 causes 100 times more. */
  private static final double EXACT = 1e-4;

  private MatrixProducts() {}

  /**
   * The speed of matrix products in billions of floating-point operations per second.
   *
   * @param fp32 speed of float32 products that are exact to float32
   * @param bf16 speed of bfloat16 products; 0 if the processor has no instructions for them,
   *     because a product would then take minutes
   */
  public record Ceiling(double fp32, double bf16) {

    /** Returns the speed in a precision, {@code fp32} or {@code bf16}. */
    public double of(String precision) {
      return precision.equals("bf16") ? bf16 : fp32;
    }
  }

  /** Measures and prints the {@link Ceiling}. */
  public static void main(String[] arguments) throws IOException {
    double bf16 = Precision.BF16.isNative() ? gigaflops(ScalarType.BFloat16) : 0;
    double fp32 = 0;
    for (String algorithm : List.of("highest", "medium")) {
      torch.globalContext().setFloat32MatmulPrecision(algorithm);
      if (relativeError() < EXACT) {
        fp32 = Math.max(fp32, gigaflops(ScalarType.Float));
      }
    }
    FreshProcess.printResult(new Ceiling(fp32, bf16));
  }

  /** Returns the largest error of a float32 product relative to its standard deviation. */
  private static double relativeError() {
    try (PointerScope scope = new PointerScope()) {
      Tensor a = random(512);
      Tensor wide = a.to(ScalarType.Double);
      Tensor exact = torch.mm(wide, wide);
      Tensor error = torch.mm(a, a).to(ScalarType.Double).sub(exact).abs().max();
      return error.item_double() / exact.std().item_double();
    }
  }

  private static Tensor random(long size) {
    return torch.randn(new long[] {size, size}, new TensorOptions(ScalarType.Float));
  }

  private static double gigaflops(ScalarType type) {
    double best = Double.MAX_VALUE;
    try (PointerScope scope = new PointerScope()) {
      Tensor a = random(SIZE).to(type);
      Tensor b = random(SIZE).to(type);
      for (int i = 0; i < REPEATS; i++) {
        long begin = System.nanoTime();
        torch.mm(a, b).close();
        best = Math.min(best, (System.nanoTime() - begin) / 1e9);
      }
    }
    return 2.0 * SIZE * SIZE * SIZE / best / 1e9;
  }
}
