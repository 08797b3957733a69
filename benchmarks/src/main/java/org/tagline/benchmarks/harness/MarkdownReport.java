package org.tagline.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A benchmark's table: into its file and onto the terminal. */
public final class MarkdownReport {

  private MarkdownReport() {}

  /** Writes the table, with the folders it needs. */
  public static void write(Path file, String markdown) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, markdown);
    System.out.print(markdown);
  }
}
