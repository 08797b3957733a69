package org.tagline.encoder;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
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

  /** Each has gradients of its own and computes a window at least: some 200 MB for MiniLM. */
  private static final int MOST_TRAINING_LANES = 8;

  private final boolean exactByConvolution;
  private final boolean fusesBfloat16 = Precision.hasTiles();
  private final boolean packsBfloat16 = Precision.fastest() == Precision.BF16;

  private Engine() {
    // Attention multiplies small matrices on every thread at once; a second pool of threads under
    // each of them only waits (measured: 9 times slower backward).
    openblas_nolapack.blas_set_num_threads(1);
    torch.globalContext().setFloat32MatmulPrecision("medium");
    exactByConvolution = relativeError() > 1e-4;
    if (exactByConvolution) {
      torch.globalContext().setFloat32MatmulPrecision("highest");
    }
  }

  /** Loads the library on the first call; some seconds where natives must be unpacked. */
  public static void start() {
    INSTANCE.loaded();
  }

  /**
   * {@code x W^T + b}; {@code [..., in]} to {@code [..., out]}.
   *
   * <p>Exact float32 products would fall to OpenBLAS on one thread where oneDNN rounds matrices; a
   * convolution with a 1 × 1 kernel is the same sum, and oneDNN computes that one exactly and on
   * all threads.
   */
  static Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
    if (!INSTANCE.exactByConvolution || x.scalar_type().intern() != ScalarType.Float) {
      return torch.linear(x, weight, bias);
    }
    long in = weight.size(1);
    long out = weight.size(0);
    long rows = x.numel() / in;
    long[] shape = x.shape();
    shape[shape.length - 1] = out;
    Tensor image = x.reshape(1, rows, 1, in).permute(0, 3, 1, 2);
    Tensor kernel = weight.reshape(out, in, 1, 1);
    long[] one = {1, 1};
    return torch
        .conv2d(image, kernel, bias, one, new long[] {0, 0}, one, 1)
        .permute(0, 2, 3, 1)
        .reshape(shape);
  }

  /**
   * Whether fused attention in bfloat16 is the fast one: with AMX twice as fast as its parts one
   * after the other, with AVX-512 alone twenty times slower.
   */
  static boolean fusesBfloat16() {
    return INSTANCE.fusesBfloat16;
  }

  /** Whether {@link PackedLinear} computes on this processor. */
  static boolean packsBfloat16() {
    return INSTANCE.packsBfloat16;
  }

  /**
   * On how many {@link Lanes} a training computes side by side: one where an operation has all
   * threads anyway. Without bfloat16 units, float32 products are OpenBLAS's on one thread (oneDNN's
   * where there is AVX-512, not measured): there as many lanes as threads, up to eight, each with
   * its part of a batch.
   */
  public static int trainingLanes(Precision precision) {
    boolean sideBySide =
        precision == Precision.FP32 && !INSTANCE.exactByConvolution && !INSTANCE.packsBfloat16;
    return sideBySide ? Math.min(MOST_TRAINING_LANES, threads()) : 1;
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
  private static double relativeError() {
    try (PointerScope scope = new PointerScope()) {
      TensorOptions options = new TensorOptions(ScalarType.Double);
      Tensor a = torch.arange(new org.bytedeco.pytorch.Scalar(256L * 384), options);
      a = a.mul(a).sin().reshape(256, 384);
      Tensor exact = torch.linear(a, a);
      Tensor computed =
          torch.linear(a.to(ScalarType.Float), a.to(ScalarType.Float)).to(ScalarType.Double);
      return computed.sub(exact).abs().max().item_double() / exact.std().item_double();
    }
  }
}
