package org.tagline.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagline.files.AtomicFile;

/** Writes a report in one step: either the whole file is there or none of it. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Checks that {@code --html}'s file can be written, before the work for the report is done.
   *
   * @throws IllegalArgumentException if it cannot; the message says what to do
   */
  public static void check(Path file) {
    check(file, "--html");
  }

  /**
   * Checks that an option's file can be written, before the work for it is done.
   *
   * @param option name of the option, such as {@code --csv}
   * @throws IllegalArgumentException if it cannot; the message says what to do
   */
  public static void check(Path file, String option) {
    Path folder = folder(file);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no folder %s; create it or choose another %s FILE".formatted(folder, option));
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s is a folder; name a file in it, such as %s"
              .formatted(
                  file.toAbsolutePath(), file.resolve("report" + option.replace("--", "."))));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is not a regular file; choose another %s FILE".formatted(file, option));
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "the folder %s is not writable; choose another %s FILE".formatted(folder, option));
    }
  }

  /**
   * Replaces the file's content atomically. If the path is a symbolic link, its target is replaced.
   *
   * @throws IllegalArgumentException if the file cannot be written, as {@link #check} finds
   * @throws IOException if writing fails; an existing file is then unchanged
   */
  public static void write(Path file, String text) throws IOException {
    check(file);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.write(file, /* replace= */ true, out -> out.write(bytes));
    } catch (IOException e) {
      throw new IOException(
          "%s could not be written (%s); correct this or choose another file"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }
}
