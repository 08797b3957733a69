package org.tagline.render;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a report whole or not at all: a reader never sees half of one. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Refuses a place where no report can be written, before the work for one is done.
   *
   * @throws IllegalArgumentException with what to do about it
   */
  public static void check(Path file) {
    check(file, "--html");
  }

  /**
   * The same for a file that another option names.
   *
   * @param option such as {@code --csv}
   */
  public static void check(Path file, String option) {
    Path folder = folder(file);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no folder %s for the report; create it or choose another %s FILE"
              .formatted(folder, option));
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "%s is a folder; name a file in it, for example %s"
              .formatted(
                  file.toAbsolutePath(), file.resolve("report" + option.replace("--", "."))));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "%s is not a file that can be replaced; choose another %s FILE".formatted(file, option));
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "no permission to write to %s; choose another %s FILE".formatted(folder, option));
    }
  }

  /**
   * Replaces the file by the text in one step.
   *
   * @throws IllegalArgumentException as {@link #check} does
   * @throws IOException when it cannot be written; the file that was there before is unchanged
   */
  public static void write(Path file, String text) throws IOException {
    check(file);
    // A link stays a link: what it points to is replaced.
    Path target = Files.exists(file) ? file.toRealPath() : file;
    Path temporary =
        folder(target)
            .resolve(".%s.%d.tmp".formatted(target.getFileName(), ProcessHandle.current().pid()));
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IOException(
          "the report %s could not be written (%s); free some space or choose another file"
              .formatted(file, e.getMessage()),
          e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }
}
