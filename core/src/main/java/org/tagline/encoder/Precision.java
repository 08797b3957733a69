package org.tagline.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** bfloat16 where the processor multiplies it in hardware, float32 elsewhere. */
  public static Precision fastest() {
    String processor = processor();
    return processor.contains("avx512_bf16") || hasTiles(processor) ? BF16 : FP32;
  }

  /** Whether the processor has a unit for whole tiles of bfloat16 (AMX). */
  static boolean hasTiles() {
    return hasTiles(processor());
  }

  private static boolean hasTiles(String processor) {
    return processor.contains("amx_bf16");
  }

  /** What Linux tells of the processor; nothing elsewhere. */
  private static String processor() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException notLinux) {
      return "";
    }
  }
}
