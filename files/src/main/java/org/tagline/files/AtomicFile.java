package org.tagline.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files atomically: into {@code .NAME.tagline-part}, which is forced to the disk and
 * renamed.
 *
 * <p>A process that is killed may leave {@code .NAME.tagline-part} and {@code .NAME.tagline-lock};
 * the next writer of the file uses and removes them.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the contents of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file. After a failure it is as before. If the path is a symbolic link, its target is
   * replaced; a device or pipe is written directly.
   *
   * @param replace whether to replace a file that exists
   * @throws IOException if the file cannot be written, or exists and is not to be replaced
   */
  public static void write(Path file, boolean replace, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        content.writeTo(out);
      }
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file;
    String refusal = "another command is writing " + file + "; wait for it and try again";
    try (FolderLock lock = FolderLock.take(target, refusal)) {
      write(lock, replace, content);
    }
  }

  private static void write(FolderLock lock, boolean replace, Content content) throws IOException {
    Path target = lock.folder();
    Path part = target.resolveSibling("." + target.getFileName() + ".tagline-part");
    boolean placed = false;
    try {
      writeForced(part, content);
      if (!replace && Files.exists(target)) {
        throw new IOException(target + " was made by another program meanwhile; name another file");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      placed = true;
    } finally {
      if (!placed) {
        discard(part);
      }
    }
    Folders.force(target.resolveSibling(".").normalize());
  }

  private static void writeForced(Path part, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Deletes the incomplete file; if that fails, the next writer overwrites it. */
  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      return;
    }
  }
}
