package org.tagline.safetensors;

/** Converts between float32 and IEEE 754 float16; Java 17 has no such methods. */
public final class HalfFloats {
  private static final int LARGEST = 0x7bff;

  /** The smallest positive float16, which is the step between subnormal values. */
  private static final float SUBNORMAL_STEP = 0x1p-24f;

  private HalfFloats() {}

  /**
   * Returns the nearest float16, rounding ties to even and saturating at the largest finite value.
   */
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

  /**
   * Rounds weights to float16 in place, so that a model predicts the same before and after it is
   * saved.
   */
  public static void round(float[][] rows) {
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = toFloat(toHalf(row[i]));
      }
    }
  }

  /** Returns the exact value of a float16. */
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
