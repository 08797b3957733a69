package org.tagline.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads how much RAM a process holds, Java heap and native memory together, in bytes. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmHWM:";

  private ResidentMemory() {}

  /**
   * Returns the most memory that this process has held so far ({@code VmHWM}).
   *
   * @throws IOException on a system without {@code /proc}
   */
  public static long peakOfThisProcess() throws IOException {
    return parse(Files.readAllLines(STATUS));
  }

  /**
   * Returns the memory that this process holds now ({@code VmRSS}).
   *
   * @throws IOException on a system without {@code /proc}
   */
  public static long residentNow() throws IOException {
    return parse(Files.readAllLines(STATUS), "VmRSS:");
  }

  /**
   * Returns the memory that another process holds now.
   *
   * @throws IOException if the process has ended, or on a system without {@code /proc}
   */
  public static long residentOf(long process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process), "status");
    return parse(Files.readAllLines(status), "VmRSS:");
  }

  static long parse(List<String> status) {
    return parse(status, FIELD);
  }

  private static long parse(List<String> status, String field) {
    return status.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> line.substring(field.length()).replace("kB", "").strip())
        .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + field + " in the process status"));
  }
}
