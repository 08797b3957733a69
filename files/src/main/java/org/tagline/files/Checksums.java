package org.tagline.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The SHA-256 of every file of a folder and those in it, in the form that {@code sha256sum -c}
 * reads.
 */
final class Checksums {
  private static final String FILE = "SHA256SUMS";

  private Checksums() {}

  static void write(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        // With a slash on every system, so that a folder can be moved between them.
        String name = folder.relativize(file).toString().replace('\\', '/');
        lines.append(of(file)).append("  ").append(name).append('\n');
      }
    }
    AtomicFolder.writeForced(
        folder.resolve(FILE), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Refuses a folder with a changed or missing file by an IOException that names it. */
  static void verify(Path folder) throws IOException {
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
      if (!Files.exists(file) || !of(file).equals(parts[0])) {
        throw new IOException(
            file + " is not what was written (its SHA-256 differs); restore or train it again");
      }
    }
  }

  private static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
