package org.tagline.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The SHA-256 of every file of a folder and those in it, in the form that {@code sha256sum -c}
 * reads.
 */
public final class Checksums {
  private static final String FILE = "SHA256SUMS";

  private Checksums() {}

  public static void write(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        // With a slash on every system, so that a folder can be moved between them.
        String name = folder.relativize(file).toString().replace('\\', '/');
        lines.append(Sha256.of(file)).append("  ").append(name).append('\n');
      }
    }
    AtomicFolder.writeForced(
        folder.resolve(FILE), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses a folder with a changed or missing file by an IOException that names it. */
  public static void verify(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(FILE));
    for (String line : lines) {
      String[] parts = line.split("  ", 2);
      if (parts.length != 2 || parts[1].contains("\\")) {
        throw new IOException(folder.resolve(FILE) + " is damaged");
      }
      Path file = folder.resolve(parts[1]).normalize();
      if (!file.startsWith(folder.normalize())) {
        throw new IOException(folder.resolve(FILE) + " is damaged");
      }
      if (!Files.exists(file) || !Sha256.of(file).equals(parts[0])) {
        throw new IOException(
            file + " is not what was written (its SHA-256 differs); restore or train it again");
      }
    }
  }
}
