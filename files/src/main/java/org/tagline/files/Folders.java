package org.tagline.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Operations on whole folders. */
public final class Folders {

  private Folders() {}

  /** Deletes a file, or a folder with all its contents; does nothing if the path does not exist. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    for (Path entry : walk(path).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.deleteIfExists(entry);
    }
  }

  /**
   * Forces a folder's entries to the disk, so that files which were created in it or renamed are
   * found after a power failure. Does nothing where the system cannot do it, as on Windows.
   */
  public static void force(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      return;
    }
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      // Some file systems answer EINVAL for a folder; every other failure may lose its entries.
      if (!String.valueOf(e.getMessage()).contains("Invalid argument")) {
        throw e;
      }
    }
  }

  /** Forces the entries of a folder and of all folders in it to the disk. */
  public static void forceAll(Path folder) throws IOException {
    for (Path entry : walk(folder)) {
      if (Files.isDirectory(entry)) {
        force(entry);
      }
    }
  }

  private static List<Path> walk(Path path) throws IOException {
    try (Stream<Path> inside = Files.walk(path)) {
      return inside.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
