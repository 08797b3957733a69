package org.tagline.encoder;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The native tensor library, set up once for this process.
 *
 * <p>Float32 products go to oneDNN where it computes them in float32. On processors with bfloat16
 * units it would round their inputs to 16 bits, so there they stay with the exact path and {@link
 * Precision#BF16} is the fast one.
 */
public final class Engine {
  private static final Engine INSTANCE = new Engine();

  private Engine() {
    // Attention multiplies small matrices on every thread at once; a second pool of threads under
    // each of them only waits (measured: 9 times slower backward).
    openblas_nolapack.blas_set_num_threads(1);
    torch.globalContext().setFloat32MatmulPrecision("medium");
    if (relativeError(ScalarType.Float) > 1e-4) {
      torch.globalContext().setFloat32MatmulPrecision("highest");
    }
  }

  /** Loads the library on the first call; some seconds where natives must be unpacked. */
  public static void start() {
    INSTANCE.loaded();
  }

  /** Threads that one operation may use. */
  public static int threads() {
    start();
    return torch.get_num_threads();
  }

  /** Seeds the generator behind dropout and fresh weights. */
  public static void seed(long seed) {
    start();
    torch.manual_seed(seed);
  }

  private void loaded() {
    // The constructor has run.
  }

  /** Largest error of a product of random matrices, relative to its standard deviation. */
  private static double relativeError(ScalarType type) {
    try (PointerScope scope = new PointerScope()) {
      TensorOptions options = new TensorOptions(ScalarType.Double);
      Tensor a = torch.arange(new org.bytedeco.pytorch.Scalar(256L * 384), options);
      a = a.mul(a).sin().reshape(256, 384);
      Tensor exact = torch.linear(a, a);
      Tensor computed = torch.linear(a.to(type), a.to(type)).to(ScalarType.Double);
      return computed.sub(exact).abs().max().item_double() / exact.std().item_double();
    }
  }
}
