package org.tagline.engine;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Number format of matrix products. Activations between products are float32 in training and
 * whenever gradients are needed. In inference they may keep the format of the products ({@link
 * Pass}).
 */
public enum Precision {
  /** IEEE single precision for all operations. */
  FP32(ScalarType.Float),
  /** Products of bfloat16 inputs accumulated in float32; weights and optimizer state in float32. */
  BF16(ScalarType.BFloat16),
  /**
   * Linear layers in 8-bit integers ({@link QuantizedLinear}), all else in float32. For inference
   * only: a pass in training or with gradients uses float32 instead.
   */
  INT8(ScalarType.Float);

  private final ScalarType products;

  Precision(ScalarType products) {
    this.products = products;
  }

  /** Returns the format of the inputs of a product. */
  ScalarType products() {
    return products;
  }

  /**
   * Parses {@code auto}, {@code bf16} or {@code fp32}.
   *
   * @throws IllegalArgumentException for any other name
   */
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

  /** Returns bfloat16 if the processor multiplies it faster than float32, and float32 otherwise. */
  public static Precision fastest() {
    return Processor.here().prefersBfloat16() ? BF16 : FP32;
  }

  /**
   * Returns the format of the first prediction pass. It is INT8 if {@code name} is {@code auto} and
   * INT8 is the fastest format on this processor. Otherwise it is the result of {@link #parse}.
   */
  public static Precision quickest(String name) {
    Precision requested = parse(name);
    boolean automatic = name.equalsIgnoreCase("auto");
    return automatic && Processor.here().prefersInt8() ? INT8 : requested;
  }

  /**
   * Whether the processor has instructions for such products. Without them, a prediction takes
   * minutes.
   */
  public boolean isNative() {
    return switch (this) {
      case FP32 -> true;
      case BF16 -> Processor.here().bfloat16();
      case INT8 -> Processor.here().int8();
    };
  }
}
