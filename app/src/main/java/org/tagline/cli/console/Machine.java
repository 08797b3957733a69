package org.tagline.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes this machine in a few words. */
public final class Machine {

  private Machine() {}

  public static String describe() {
    return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores";
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
  }
}
