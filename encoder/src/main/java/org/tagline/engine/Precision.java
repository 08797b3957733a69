package org.tagline.engine;

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
  BF16(ScalarType.BFloat16),
  /**
   * Linear layers of 8-bit integers, the rest float32 ({@link QuantizedLinear}): for quick answers
   * alone, never for training or gradients, which compute in float32 where this is asked for.
   */
  INT8(ScalarType.Float);

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

  /**
   * The format in which an answer is tried first, for the same names as {@link #parse}: 8-bit
   * integers where it may be chosen and they are the fastest, otherwise the same.
   */
  public static Precision quickest(String name) {
    Precision exact = parse(name);
    boolean choosing = name.equalsIgnoreCase("auto");
    return choosing && Processor.here().prefersInt8() ? INT8 : exact;
  }

  /** Whether the processor has instructions for such products; without them one takes minutes. */
  public boolean isNative() {
    return switch (this) {
      case FP32 -> true;
      case BF16 -> Processor.here().bfloat16();
      case INT8 -> Processor.here().int8();
    };
  }
}
