package org.tagline.encoder;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The number format of the matrix products. What lies between them is float32 in training and
 * wherever gradients are wanted; answers keep it in the format of products ({@link Pass}).
 */
public enum Precision {
  /** IEEE single precision throughout. */
  FP32(ScalarType.Float),
  /** Products of bfloat16 inputs, accumulated in float32; weights and optimizer in float32. */
  BF16(ScalarType.BFloat16);

  private final ScalarType products;

  Precision(ScalarType products) {
    this.products = products;
  }

  ScalarType products() {
    return products;
  }

  /** Reads {@code auto}, {@code bf16} or {@code fp32}. */
  public static Precision parse(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "auto" -> fastest();
      case "bf16" -> BF16;
      case "fp32" -> FP32;
      default ->
          throw new IllegalArgumentException(
              "precision must be auto, bf16 or fp32, not \"" + name + "\"");
    };
  }

  /** bfloat16 where the processor multiplies it faster than float32, float32 elsewhere. */
  public static Precision fastest() {
    return Processor.here().prefersBfloat16() ? BF16 : FP32;
  }

  /** Whether the processor has instructions for such products; without them one takes minutes. */
  public boolean isNative() {
    return this == FP32 || Processor.here().bfloat16();
  }
}
