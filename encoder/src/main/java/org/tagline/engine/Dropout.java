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
 * Drops activations and scales those that stay (Srivastava et al., "Dropout", JMLR 2014).
 *
 * <p>The library draws its masks one number after the other on one thread, which took a fifth of a
 * training step. Here one number drawn from a generator seeds a mask that is made four numbers at
 * once: the same seed, the same mask, on any number of threads.
 */
public final class Dropout {
  /** A share is a multiple of one part in so many. */
  private static final int PARTS = 1 << 15;

  /** Longs that one thread fills at once. */
  private static final int CHUNK = 1 << 14;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Dropout() {}

  /**
   * Drops.
   *
   * @param x float32 or bfloat16, any shape
   * @param share from 0 to below 1 of the activations
   * @param random where the mask's seed is drawn
   * @return as {@code x}
   */
  static Tensor apply(Tensor x, double share, GeneratorOptional random) {
    return x.mul(mask(x.shape(), x.scalar_type().intern(), share, random));
  }

  /** Zeros for {@code share} of the places, 1 / (1 − share) elsewhere. */
  static Tensor mask(long[] shape, ScalarType type, double share, GeneratorOptional random) {
    Tensor mask = torch.zeros(shape, new TensorOptions(type));
    boolean half = type == ScalarType.BFloat16;
    if (!half && type != ScalarType.Float) {
      throw new IllegalArgumentException("activations of type " + type + " cannot be dropped");
    }
    int dropped = (int) Math.round(share * PARTS);
    float scale = (float) PARTS / (PARTS - dropped);
    long seed = torch.randint(Long.MAX_VALUE, new long[] {1}, random, longs()).item_long();
    long bytes = mask.numel() * (half ? 2 : 4);
    int longs = Math.toIntExact(bytes / 8);
    ByteBuffer place = bytes(mask, bytes);
    LongBuffer whole = place.asLongBuffer();
    IntStream.range(0, (longs + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              int to = Math.min(longs, (chunk + 1) * CHUNK);
              for (int i = chunk * CHUNK; i < to; i++) {
                whole.put(i, half ? four(seed, i, dropped, scale) : two(seed, i, dropped, scale));
              }
            });
    long last = half ? four(seed, longs, dropped, scale) : two(seed, longs, dropped, scale);
    for (int at = longs * 8; at < bytes; at++, last >>>= 8) {
      place.put(at, (byte) last);
    }
    return mask;
  }

  /** Four bfloat16 numbers, from 15 random bits each. */
  private static long four(long seed, long place, int dropped, float scale) {
    long random = mix(seed + GOLDEN * (place + 1)) & 0x7FFF7FFF7FFF7FFFL;
    // Reaches the sign bit of a quarter where its bits are at least the dropped share.
    long stays = random + (PARTS - dropped) * 0x0001000100010001L;
    return (stays >>> 15 & 0x0001000100010001L) * bfloat16(scale);
  }

  /** Two float32 numbers. */
  private static long two(long seed, long place, int dropped, float scale) {
    long random = mix(seed + GOLDEN * (place + 1)) & 0x00007FFF00007FFFL;
    long stays = random + (PARTS - dropped) * 0x0000000100000001L;
    return (stays >>> 15 & 0x0000000100000001L) * Float.floatToRawIntBits(scale);
  }

  /** The nearest bfloat16's 16 bits. */
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
