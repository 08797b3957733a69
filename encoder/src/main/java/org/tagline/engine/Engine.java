package org.tagline.engine;

import java.util.EnumSet;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The native tensor library, set up once for this process.
 *
 * <p>Float32 products are float32: the library's setting that hands them to oneDNN as matrices lets
 * it round their inputs to 16 bits, and slows attention where it does not. Linear layers go there
 * as convolutions.
 */
public final class Engine {
  private static final Engine INSTANCE = new Engine();

  /** Each has gradients of its own and computes a window at least: some 200 MB for MiniLM. */
  private static final int MOST_TRAINING_LANES = 8;

  private final boolean linearByConvolution;
  private final boolean fusesBfloat16;
  private final Set<Precision> packed = EnumSet.noneOf(Precision.class);

  private Engine() {
    // Attention multiplies small matrices on every thread at once; a second pool of threads under
    // each of them only waits (measured: 9 times slower backward).
    openblas_nolapack.blas_set_num_threads(1);
    torch.globalContext().setFloat32MatmulPrecision("highest");
    try (BytePointer widest = torch.get_cpu_capability()) {
      linearByConvolution = widest.getString().startsWith("AVX512");
      if (widest.getString().startsWith("AVX") && Context.hasMKLDNN()) {
        packed.add(Precision.FP32);
      }
    }
    Processor processor = Processor.here();
    fusesBfloat16 = processor.amx();
    if (processor.bfloat16() && Context.hasMKLDNN()) {
      packed.add(Precision.BF16);
    }
    if (processor.int8() && Context.hasMKLDNN()) {
      packed.add(Precision.INT8);
    }
  }

  /** Loads the library on the first call; some seconds where natives must be unpacked. */
  public static void start() {
    INSTANCE.loaded();
  }

  /**
   * {@code x W^T + b}; {@code [..., in]} to {@code [..., out]}.
   *
   * <p>Float32 products of matrices are OpenBLAS's, on one thread. A convolution with a 1 × 1
   * kernel is the same sum; oneDNN computes it exactly and on all threads, and with AVX-512 it is
   * the faster way forward and backward.
   */
  static Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
    if (!INSTANCE.linearByConvolution || x.scalar_type().intern() != ScalarType.Float) {
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

  /** Whether {@link PackedLinear}, or {@link QuantizedLinear}, computes in that format here. */
  public static boolean packs(Precision precision) {
    return INSTANCE.packed.contains(precision);
  }

  /**
   * On how many {@link WorkerPool} a training computes side by side: one where an operation has all
   * threads anyway. Float32 products without AVX-512 are OpenBLAS's on one thread: there as many
   * workers as threads, up to eight, each with its part of a batch.
   */
  public static int trainingWorkers(Precision precision) {
    boolean sideBySide = precision == Precision.FP32 && !INSTANCE.linearByConvolution;
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
}
