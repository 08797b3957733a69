package org.tagline.safetensors;

/** Float16 of IEEE 754 and back, which Java 17 lacks. */
public final class HalfFloats {
  private static final int LARGEST = 0x7bff;

  /** Float32 has this power of two as 1 in the place of float16's subnormal step. */
  private static final float SUBNORMAL_STEP = 0x1p-24f;

  private HalfFloats() {}

  /** The nearest float16, of two equally near the even one; beyond the largest, the largest. */
  public static short toHalf(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (size < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(size / SUBNORMAL_STEP));
    }
    int bits = Float.floatToRawIntBits(size) - (112 << 23);
    int rounded = bits + 0xfff + (bits >>> 13 & 1) >>> 13;
    return (short) (sign | Math.min(LARGEST, rounded));
  }

  /** Rounds weights to what 16 bits can hold, so that a model answers as its file will. */
  public static void round(float[][] rows) {
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = toFloat(toHalf(row[i]));
      }
    }
  }

  public static float toFloat(short half) {
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float size =
        switch (exponent) {
          case 0 -> fraction * SUBNORMAL_STEP;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
    return half < 0 ? -size : size;
  }
}
