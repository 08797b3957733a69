package org.tagline.benchmarks.harness;

import java.util.List;
import java.util.Map;

/** The settings of the {@code tagline} launcher, for processes that stand for Tagline. */
public final class Launcher {
  /** Environment variables that the launcher sets. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "4294967296",
          "MALLOC_TRIM_THRESHOLD_", "8589934592",
          "MALLOC_ARENA_MAX", "1",
          "OMP_WAIT_POLICY", "passive",
          "GOMP_SPINCOUNT", "30000");

  /** Options of the virtual machine for its heap. */
  public static final List<String> HEAP =
      List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:MaxHeapFreeRatio=40");

  /** Keeps the tensor library from querying the resident memory at every allocation. */
  public static final String TENSORS = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0";

  private Launcher() {}
}
