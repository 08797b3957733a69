package org.tagline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The most memory a process ever held in RAM, Java and native together. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmHWM:";

  private PeakMemory() {}

  /**
   * Bytes, as Linux counts them ({@code VmHWM}).
   *
   * @throws IOException on a system without {@code /proc}
   */
  public static long ofThisProcess() throws IOException {
    return parse(Files.readAllLines(STATUS));
  }

  static long parse(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith(FIELD))
        .map(line -> line.substring(FIELD.length()).replace("kB", "").strip())
        .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + FIELD + " in the process status"));
  }
}
