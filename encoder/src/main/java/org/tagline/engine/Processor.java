package org.tagline.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the processor says it can multiply besides float32. Only Linux tells; elsewhere it is
 * nothing.
 *
 * @param amx whether it has a unit for whole tiles of bfloat16
 * @param bfloat16 whether it has any instruction for bfloat16 products
 * @param int8 whether it adds up products of 8-bit integers without losing any (AVX-512 VNNI)
 * @param intel whether it is Intel's
 */
record Processor(boolean amx, boolean bfloat16, boolean int8, boolean intel) {

  /** This machine's. */
  static Processor here() {
    try {
      return of(Files.readString(Path.of("/proc/cpuinfo")));
    } catch (IOException notLinux) {
      return of("");
    }
  }

  /** From the text of {@code /proc/cpuinfo}. */
  static Processor of(String cpuinfo) {
    boolean amx = cpuinfo.contains("amx_bf16");
    return new Processor(
        amx,
        amx || cpuinfo.contains("avx512_bf16"),
        cpuinfo.contains("avx512_vnni"),
        cpuinfo.contains("GenuineIntel"));
  }

  /**
   * Whether products of bfloat16 are faster than those of float32: with AMX, some four times; with
   * AVX-512's instruction, twice on AMD's processors, but half as fast on Intel's where a virtual
   * machine hides AMX.
   */
  boolean prefersBfloat16() {
    return amx || bfloat16 && !intel;
  }

  /**
   * Whether answers are best begun with products of 8-bit integers: four times the speed of float32
   * where there is nothing faster than that. Where bfloat16 is, the two were not compared.
   */
  boolean prefersInt8() {
    return int8 && !prefersBfloat16();
  }
}
