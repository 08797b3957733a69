package org.tagline.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures the memory of this process, native memory included. */
public final class ProcessMemory {

  private ProcessMemory() {}

  /** Returns the peak resident size in bytes; -1 if the system does not report it. */
  public static long peakBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
      return -1;
    } catch (IOException notLinux) {
      return -1;
    }
  }
}
