package org.tagline.train.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Bounds what the memories beside each other take of the disk. Not thread-safe. */
final class MemoryRoom {
  static final String INDEX = "index.bin";

  /** What the names of those begin with that are deleted at their end. */
  static final String ONCE = "once-";

  /** A memory that is being made may not be locked yet. */
  private static final Duration NEW = Duration.ofMinutes(1);

  /** All memories of a home together. */
  private static final long MOST = 16L << 30;

  /** What the disk keeps free for others. */
  private static final long LEFT_FREE = 2L << 30;

  private final Path own;

  MemoryRoom(Path own) {
    this.own = own;
  }

  /** Whether one may go on writing; gives up the memories that were unused longest for it. */
  boolean isLeft() throws IOException {
    Path place = own.toAbsolutePath().getParent();
    if (place == null) {
      return false;
    }
    List<Path> others = new ArrayList<>();
    if (!own.getFileName().toString().startsWith("tagline-windows")) {
      try (Stream<Path> folders = Files.list(place)) {
        folders.filter(f -> !f.equals(own) && Files.exists(f.resolve(INDEX))).forEach(others::add);
      }
    }
    others.sort(Comparator.comparing(MemoryRoom::used).reversed());
    while (taken(others) + bytes(own) > MOST
        || Files.getFileStore(own).getUsableSpace() < LEFT_FREE) {
      if (others.isEmpty()) {
        return false;
      }
      deleteUnlessOpen(others.remove(others.size() - 1));
    }
    return true;
  }

  /** Deletes those that a killed process should have deleted at its end. */
  static void sweep(Path place) throws IOException {
    List<Path> left;
    try (Stream<Path> folders = Files.list(place)) {
      left =
          folders
              .filter(f -> f.getFileName().toString().startsWith(ONCE))
              .filter(f -> Files.exists(f.resolve(INDEX)))
              .filter(f -> used(f).toInstant().isBefore(Instant.now().minus(NEW)))
              .toList();
    }
    for (Path memory : left) {
      try {
        deleteUnlessOpen(memory);
      } catch (NoSuchFileException sweptByAnother) {
        continue;
      }
    }
  }

  private static FileTime used(Path memory) {
    try {
      return Files.getLastModifiedTime(memory);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  private static long taken(List<Path> memories) throws IOException {
    long sum = 0;
    for (Path memory : memories) {
      sum += bytes(memory);
    }
    return sum;
  }

  private static long bytes(Path memory) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.list(memory)) {
      for (Path file : files.toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  private static void deleteUnlessOpen(Path memory) throws IOException {
    try (FileChannel index = FileChannel.open(memory.resolve(INDEX), StandardOpenOption.WRITE);
        FileLock lock = index.tryLock()) {
      if (lock == null) {
        return;
      }
      delete(memory);
    } catch (OverlappingFileLockException openInThisProcess) {
      return;
    }
  }

  static void delete(Path memory) throws IOException {
    try (Stream<Path> files = Files.list(memory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(memory);
  }
}
