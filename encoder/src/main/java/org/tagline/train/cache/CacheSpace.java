package org.tagline.train.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tagline.files.FolderLock;
import org.tagline.files.Folders;

/** Limits the disk space of the caches in one folder. Not thread-safe. */
final class CacheSpace {
  static final String INDEX = "index.bin";

  /** Prefix of the folders of temporary caches, which are deleted on close. */
  static final String TEMPORARY = "once-";

  /** Age below which a cache may still be being created and not be locked yet. */
  private static final Duration MIN_AGE = Duration.ofMinutes(1);

  /** Largest total size in bytes of the caches in one folder. */
  private static final long MAX_BYTES = 16L << 30;

  /** Bytes of the disk that are always left free. */
  private static final long MIN_FREE_BYTES = 2L << 30;

  private final Path own;

  CacheSpace(Path own) {
    this.own = own;
  }

  /**
   * Returns whether the cache may grow, after deleting the least recently used other caches if
   * needed.
   */
  boolean makeRoom() throws IOException {
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
    others.sort(Comparator.comparing(CacheSpace::lastUsed).reversed());
    while (totalBytes(others) + bytes(own) > MAX_BYTES
        || Files.getFileStore(own).getUsableSpace() < MIN_FREE_BYTES) {
      if (others.isEmpty()) {
        return false;
      }
      deleteIfUnused(others.remove(others.size() - 1));
    }
    return true;
  }

  /**
   * Deletes temporary caches that killed processes left behind, if nobody holds their locks. What
   * cannot be deleted now is left to the next training.
   */
  static void sweep(Path place) throws IOException {
    List<Path> abandoned;
    try (Stream<Path> folders = Files.list(place)) {
      abandoned =
          folders
              .filter(f -> f.getFileName().toString().startsWith(TEMPORARY))
              .filter(f -> lastUsed(f).toInstant().isBefore(Instant.now().minus(MIN_AGE)))
              .toList();
    }
    for (Path cache : abandoned) {
      try {
        deleteIfUnused(cache);
      } catch (IOException e) {
        continue;
      }
    }
  }

  private static FileTime lastUsed(Path cache) {
    try {
      return Files.getLastModifiedTime(cache);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  private static long totalBytes(List<Path> caches) throws IOException {
    long sum = 0;
    for (Path cache : caches) {
      sum += bytes(cache);
    }
    return sum;
  }

  private static long bytes(Path cache) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.list(cache)) {
      for (Path file : files.toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  private static void deleteIfUnused(Path cache) throws IOException {
    Optional<FolderLock> lock =
        Files.isDirectory(cache) ? FolderLock.tryInside(cache) : Optional.empty();
    if (lock.isPresent()) {
      try (FolderLock held = lock.get()) {
        Folders.delete(held.folder());
      }
    }
  }
}
