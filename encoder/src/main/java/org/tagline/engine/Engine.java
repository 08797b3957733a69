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
 * The native tensor library, set up once per process. Thread-safe.
 *
 * <p>Float32 products keep full float32 precision. The library's setting for handing matrix
 * products to oneDNN also permits 16-bit inputs, and slows attention down where it keeps 32 bits.
 * Linear layers therefore reach oneDNN as convolutions.
 */
public final class Engine {
  private static final Engine INSTANCE = new Engine();

  /**
   * Upper limit on workers in training. Each holds a gradient replica and the activations of at
   * least one window, about 200 MB for MiniLM.
   */
  private static final int MAX_TRAINING_WORKERS = 8;

  private final boolean linearByConvolution;
  private final boolean fusesBfloat16;
  private final Set<Precision> packed = EnumSet.noneOf(Precision.class);

  private Engine() {
    // Attention multiplies small matrices on every thread. BLAS threads below each of them only
    // wait; with them, the backward pass took 9 times as long.
    openblas_nolapack.blas_set_num_threads(1);
    torch.globalContext().setFloat32MatmulPrecision("highest");
    try (BytePointer capability = torch.get_cpu_capability()) {
      linearByConvolution = capability.getString().startsWith("AVX512");
      if (capability.getString().startsWith("AVX") && Context.hasMKLDNN()) {
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

  /**
   * Loads the library on the first call, which takes several seconds if the native files have to be
   * unpacked first.
   */
  public static void start() {
    INSTANCE.loaded();
  }

  /**
   * Returns {@code x W^T + b}; {@code [..., in]} to {@code [..., out]}.
   *
   * <p>OpenBLAS computes float32 matrix products on one thread. A convolution with a 1 × 1 kernel
   * is the same sum; oneDNN computes it in full precision on all threads, and with AVX-512 it is
   * faster in both directions.
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
   * Whether the fused attention kernel is faster than separate operations in bfloat16. It is twice
   * as fast with AMX, but 20 times slower with AVX-512 alone.
   */
  static boolean fusesBfloat16() {
    return INSTANCE.fusesBfloat16;
  }

  /**
   * Whether linear layers can be packed in this format on this processor: by {@link PackedLinear},
   * or by {@link QuantizedLinear} for INT8.
   */
  public static boolean packs(Precision precision) {
    return INSTANCE.packed.contains(precision);
  }

  /**
   * Returns the number of workers that share a training batch.
   *
   * <p>One worker is enough where each operation uses all threads. Without AVX-512, OpenBLAS
   * computes float32 products on one thread; then there is one worker per thread, up to eight.
   */
  public static int trainingWorkers(Precision precision) {
    boolean splitsBatches = precision == Precision.FP32 && !INSTANCE.linearByConvolution;
    return splitsBatches ? Math.min(MAX_TRAINING_WORKERS, threads()) : 1;
  }

  /** Returns the number of threads that one operation may use on the calling thread. */
  public static int threads() {
    start();
    return torch.get_num_threads();
  }

  /** Seeds the default generator, which draws fresh weights and dropout masks. */
  public static void seed(long seed) {
    start();
    torch.manual_seed(seed);
  }

  private void loaded() {
    // Calling this runs the constructor, which does the work.
  }
}
