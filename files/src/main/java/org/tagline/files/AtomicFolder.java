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

/** Folders that appear whole or not at all: written beside, forced to the disk, renamed. */
public final class AtomicFolder {

  private AtomicFolder() {}

  /** Fills the folder it is given. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path part) throws IOException;
  }

  public static void write(Path folder, Filling filling) throws IOException {
    Path target = folder.toAbsolutePath();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IOException("a folder cannot be written to " + folder);
    }
    Files.createDirectories(parent);
    String parts = "." + target.getFileName() + "-part-";
    deleteLeftOvers(parent, parts);
    Path part = Files.createTempDirectory(parent, parts + ProcessHandle.current().pid() + "-");
    try {
      filling.fill(part);
      Path old = parent.resolve("." + target.getFileName() + "-old");
      Folders.delete(old);
      if (Files.exists(target)) {
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(parent);
      Folders.delete(old);
    } catch (IOException | RuntimeException e) {
      Folders.delete(part);
      throw e;
    }
  }

  /** Deletes what writers of the same folder left behind who were killed; their names say who. */
  private static void deleteLeftOvers(Path parent, String parts) throws IOException {
    Pattern leftOver = Pattern.compile(Pattern.quote(parts) + "(\\d{1,18})-\\d+");
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
