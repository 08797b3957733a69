package org.tagline.benchmarks;

import java.io.IOException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.encoder.Engine;

/** The machine's own ceiling: how fast it multiplies large square matrices, in its own process. */
public final class MatrixProducts {
  private static final int SIZE = 3072;
  private static final int REPEATS = 6;

  private MatrixProducts() {}

  /**
   * Billions of floating-point operations a second, the best of some products.
   *
   * @param fp32 float32 products that are exact to float32
   * @param bf16 products of bfloat16 matrices
   */
  public record Ceiling(double fp32, double bf16) {

    /** The one for products in that precision, {@code fp32} or {@code bf16}. */
    public double of(String precision) {
      return precision.equals("bf16") ? bf16 : fp32;
    }
  }

  /** Prints the {@link Ceiling}. */
  public static void main(String[] arguments) throws IOException {
    Engine.start();
    Ceiling ceiling = new Ceiling(gigaflops(ScalarType.Float), gigaflops(ScalarType.BFloat16));
    FreshProcess.answer(ceiling);
  }

  private static double gigaflops(ScalarType type) {
    double best = Double.MAX_VALUE;
    try (PointerScope scope = new PointerScope()) {
      long[] square = {SIZE, SIZE};
      Tensor a = torch.randn(square, new TensorOptions(ScalarType.Float)).to(type);
      Tensor b = torch.randn(square, new TensorOptions(ScalarType.Float)).to(type);
      for (int i = 0; i < REPEATS; i++) {
        long begin = System.nanoTime();
        torch.mm(a, b).close();
        best = Math.min(best, (System.nanoTime() - begin) / 1e9);
      }
    }
    return 2.0 * SIZE * SIZE * SIZE / best / 1e9;
  }
}
