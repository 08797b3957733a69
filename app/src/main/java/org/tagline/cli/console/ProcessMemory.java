package org.tagline.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process has used, natives included. */
public final class ProcessMemory {

  private ProcessMemory() {}

  /** The highest resident size so far in bytes; -1 where the system does not say. */
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
