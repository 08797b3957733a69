package org.tagline.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Instructions that this processor has for products in formats other than float32. They are read
 * from {@code /proc/cpuinfo}; systems other than Linux report none.
 *
 * @param amx whether the processor multiplies tiles of bfloat16 (AMX)
 * @param bfloat16 whether the processor has any instruction for bfloat16 products
 * @param int8 whether the processor sums products of 8-bit integers without overflow (AVX-512 VNNI)
 * @param intel whether the manufacturer is Intel
 */
record Processor(boolean amx, boolean bfloat16, boolean int8, boolean intel) {

  /** Returns the instructions of this machine's processor. */
  static Processor here() {
    try {
      return of(Files.readString(Path.of("/proc/cpuinfo")));
    } catch (IOException notLinux) {
      return of("");
    }
  }

  /** Parses the text of {@code /proc/cpuinfo}. */
  static Processor of(String cpuinfo) {
    boolean amx = cpuinfo.contains("amx_bf16");
    return new Processor(
        amx,
        amx || cpuinfo.contains("avx512_bf16"),
        cpuinfo.contains("avx512_vnni"),
        cpuinfo.contains("GenuineIntel"));
  }

  /**
   * Whether bfloat16 products are faster than float32 products. With AMX they are about four times
   * as fast. With AVX-512 alone they are twice as fast on AMD processors, but half as fast on Intel
   * processors whose AMX is hidden by a virtual machine.
   */
  boolean prefersBfloat16() {
    return amx || bfloat16 && !intel;
  }

  /**
   * Whether to try an INT8 pass first. INT8 products are four times as fast as float32 products.
   * Where bfloat16 is fast, it is used instead; the two were not compared.
   */
  boolean prefersInt8() {
    return int8 && !prefersBfloat16();
  }
}
