package org.tagline.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes folders atomically: into a temporary folder, which is forced to the disk and renamed. */
public final class AtomicFolder {

  private AtomicFolder() {}

  /** Writes the contents of a folder. */
  @FunctionalInterface
  public interface Filling {
    /** Writes the contents and forces every file to the disk. */
    void fill(Path temporary) throws IOException;
  }

  /**
   * Writes a folder, replacing the one that exists.
   *
   * @throws IOException if the folder cannot be written
   */
  public static void write(Path folder, Filling filling) throws IOException {
    Path target = folder.toAbsolutePath();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IOException("a folder cannot be written to " + folder);
    }
    Files.createDirectories(parent);
    String prefix = "." + target.getFileName() + "-part-";
    deleteLeftOvers(parent, prefix);
    Path temporary =
        Files.createTempDirectory(parent, prefix + ProcessHandle.current().pid() + "-");
    try {
      filling.fill(temporary);
      Path old = parent.resolve("." + target.getFileName() + "-old");
      Folders.delete(old);
      if (Files.exists(target)) {
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(parent);
      Folders.delete(old);
    } catch (IOException | RuntimeException e) {
      Folders.delete(temporary);
      throw e;
    }
  }

  /** Deletes temporary folders left behind by killed processes, whose ids are part of the names. */
  private static void deleteLeftOvers(Path parent, String prefix) throws IOException {
    Pattern leftOver = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,18})-\\d+");
    List<Path> all;
    try (Stream<Path> inside = Files.list(parent)) {
      all = inside.toList();
    }
    for (Path path : all) {
      Matcher name = leftOver.matcher(path.getFileName().toString());
      if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
        Folders.delete(path);
      }
    }
  }

  /** Creates a file and forces it to the disk. The file must not exist. */
  public static void writeForced(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }
}
