package org.tagline.benchmarks.harness;

import java.util.List;
import java.util.Map;

/** What the {@code tagline} launcher sets for every command. */
public final class Launcher {
  /** For the processes that stand for Tagline as its users start it. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "4294967296",
          "MALLOC_TRIM_THRESHOLD_", "8589934592",
          "MALLOC_ARENA_MAX", "1",
          "OMP_WAIT_POLICY", "passive",
          "GOMP_SPINCOUNT", "30000");

  /** What it tells the virtual machine of its heap. */
  public static final List<String> HEAP =
      List.of("-XX:+UseSerialGC", "-Xms32m", "-XX:MaxHeapFreeRatio=40");

  /** What it tells the tensors' library: no question to the system at each of them. */
  public static final String TENSORS = "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0";

  private Launcher() {}
}
