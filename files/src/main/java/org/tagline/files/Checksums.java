package org.tagline.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes and verifies the SHA-256 of every file in a folder, recursively, in the format of {@code
 * sha256sum}.
 */
public final class Checksums {
  private static final String FILE = "SHA256SUMS";
  private static final int MAX_FILES = 10_000;

  private Checksums() {}

  /** Writes the checksums of all files to {@code SHA256SUMS} and forces it to the disk. */
  public static void write(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        // Slashes on every operating system, so that a folder can be moved between them.
        String name = folder.relativize(file).toString().replace('\\', '/');
        lines.append(Sha256.of(file)).append("  ").append(name).append('\n');
      }
    }
    AtomicFolder.writeForced(
        folder.resolve(FILE), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the content of {@code SHA256SUMS}, which identifies the folder's; empty without it. */
  public static String read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (NoSuchFileException replacedMeanwhile) {
      return "";
    }
  }

  /**
   * Compares all files with {@code SHA256SUMS}.
   *
   * @throws IOException if a file is changed or missing; the message names it
   */
  public static void verify(Path folder) throws IOException {
    List<String> lines = BoundedFile.lines(folder.resolve(FILE), BoundedFile.SETTINGS, MAX_FILES);
    Set<Path> verified = new HashSet<>();
    for (String line : lines) {
      String[] parts = line.split("  ", 2);
      if (parts.length != 2 || parts[1].contains("\\")) {
        throw new IOException(folder.resolve(FILE) + " is damaged");
      }
      Path file = folder.resolve(parts[1]).normalize();
      // A file that is named again and again would be hashed as often.
      if (!file.startsWith(folder.normalize()) || !verified.add(file)) {
        throw new IOException(folder.resolve(FILE) + " is damaged");
      }
      if (!Files.isRegularFile(file) || !Sha256.of(file).equals(parts[0])) {
        throw new IOException(
            file + " is missing or was changed (its SHA-256 differs); restore or train it again");
      }
    }
  }
}
