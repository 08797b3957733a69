package org.tagline.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Zeroes random activations and scales up the others (Srivastava et al., "Dropout", JMLR 2014).
 *
 * <p>The library draws its masks number by number on one thread, which took a fifth of a training
 * step. Here the generator draws a single number, which seeds a counter-based mask computed up to
 * four elements at a time on all threads. A seed gives the same mask on any number of threads.
 * Thread-safe if each thread has its own generator.
 */
public final class Dropout {
  /** Dropout rates are rounded to multiples of 1 / 32768. */
  private static final int RATE_STEPS = 1 << 15;

  /** Number of 64-bit words in one unit of parallel work. */
  private static final int CHUNK = 1 << 14;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Dropout() {}

  /**
   * Applies dropout.
   *
   * @param x the activations, float32 or bfloat16, of any shape
   * @param rate the probability of dropping an activation, at least 0 and below 1
   * @param random the generator that draws the mask's seed
   * @return a tensor of the shape and format of {@code x}
   */
  static Tensor apply(Tensor x, double rate, GeneratorOptional random) {
    return x.mul(mask(x.shape(), x.scalar_type().intern(), rate, random));
  }

  /**
   * Returns a mask that is 0 with probability {@code rate} and 1 / (1 − rate) elsewhere.
   *
   * @throws IllegalArgumentException if {@code type} is neither float32 nor bfloat16
   */
  static Tensor mask(long[] shape, ScalarType type, double rate, GeneratorOptional random) {
    Tensor mask = torch.zeros(shape, new TensorOptions(type));
    boolean half = type == ScalarType.BFloat16;
    if (!half && type != ScalarType.Float) {
      throw new IllegalArgumentException(
          "dropout supports float32 and bfloat16 activations, not " + type);
    }
    int dropped = (int) Math.round(rate * RATE_STEPS);
    float scale = (float) RATE_STEPS / (RATE_STEPS - dropped);
    long seed = torch.randint(Long.MAX_VALUE, new long[] {1}, random, longs()).item_long();
    long bytes = mask.numel() * (half ? 2 : 4);
    int longs = Math.toIntExact(bytes / 8);
    ByteBuffer memory = bytes(mask, bytes);
    LongBuffer words = memory.asLongBuffer();
    IntStream.range(0, (longs + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              int to = Math.min(longs, (chunk + 1) * CHUNK);
              for (int i = chunk * CHUNK; i < to; i++) {
                words.put(i, half ? four(seed, i, dropped, scale) : two(seed, i, dropped, scale));
              }
            });
    long last = half ? four(seed, longs, dropped, scale) : two(seed, longs, dropped, scale);
    for (int at = longs * 8; at < bytes; at++, last >>>= 8) {
      memory.put(at, (byte) last);
    }
    return mask;
  }

  /** Returns four bfloat16 mask elements, each decided by 15 random bits. */
  private static long four(long seed, long index, int dropped, float scale) {
    long random = mix(seed + GOLDEN * (index + 1)) & 0x7FFF7FFF7FFF7FFFL;
    // Carries into the top bit of each 16-bit field whose 15 random bits are at least `dropped`.
    long kept = random + (RATE_STEPS - dropped) * 0x0001000100010001L;
    return (kept >>> 15 & 0x0001000100010001L) * bfloat16(scale);
  }

  /** Returns two float32 mask elements, each decided by 15 random bits. */
  private static long two(long seed, long index, int dropped, float scale) {
    long random = mix(seed + GOLDEN * (index + 1)) & 0x00007FFF00007FFFL;
    long kept = random + (RATE_STEPS - dropped) * 0x0000000100000001L;
    return (kept >>> 15 & 0x0000000100000001L) * Float.floatToRawIntBits(scale);
  }

  /** Returns the bits of the bfloat16 number nearest to {@code value}. */
  private static long bfloat16(float value) {
    return Float.floatToRawIntBits(value) + 0x8000 >>> 16;
  }

  /** SplitMix64's finalizer (Steele et al., 2014). */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  private static ByteBuffer bytes(Tensor tensor, long size) {
    Pointer data = tensor.data_ptr();
    return new BytePointer(data).capacity(size).asBuffer().order(ByteOrder.nativeOrder());
  }

  private static TensorOptions longs() {
    return new TensorOptions(ScalarType.Long);
  }
}
