package org.tagline.files;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other commands out of a folder, or a file, while one command writes it.
 *
 * <p>The lock is the operating system's lock on a small file, {@code .NAME.tagline-lock} next to
 * the folder. The system releases it when the process ends, however it ends, so a lock is never
 * judged by its age or by a process id. It also excludes other threads of this process. The file is
 * deleted on release; one that a killed process left behind is used by the next owner.
 *
 * <p>A file system without locks, such as NFS without its lock daemon, is refused: there, two
 * commands could replace each other's results without noticing.
 *
 * <p>Thread-safe.
 */
public final class FolderLock implements AutoCloseable {
  /** Time for which {@link #take} tries again, because recovery holds locks for a moment. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int PAUSE_MILLIS = 20;
  private static final int STAMP_BYTES = 16;

  /** Windows cannot delete a file that is open, so lock files stay there. */
  private static final boolean DELETES = File.separatorChar == '/';

  /**
   * The lock files that this process holds. Where locks are POSIX locks, closing any channel of a
   * file releases the process's lock on it, so a file in this set is not even opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path file;
  private final FileChannel channel;
  private final @Nullable FileChannel witness;

  private FolderLock(Path folder, Path file, FileChannel channel, @Nullable FileChannel witness) {
    this.folder = folder;
    this.file = file;
    this.channel = channel;
    this.witness = witness;
  }

  /**
   * Locks a folder or file, which need not exist.
   *
   * @param refusal sentence of the exception if another command holds the lock
   * @throws IOException if the lock is held for longer than a second, or the file system has no
   *     locks
   */
  public static FolderLock take(Path folder, String refusal) throws IOException {
    long began = System.nanoTime();
    Optional<FolderLock> lock = tryTake(folder);
    while (lock.isEmpty()) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IOException(refusal);
      }
      pause();
      lock = tryTake(folder);
    }
    return lock.get();
  }

  /**
   * Locks a folder or file, or returns empty if another command holds the lock.
   *
   * @throws IOException if the file system has no locks
   */
  public static Optional<FolderLock> tryTake(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    if (target.getFileName() == null) {
      throw new IOException(folder + " cannot be written; name a folder in it");
    }
    Path file = target.resolveSibling("." + target.getFileName() + ".tagline-lock");
    return attempt(target, file, DELETES);
  }

  /** Locks a folder with a lock file inside it, or returns empty if it is held. */
  public static Optional<FolderLock> tryInside(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    return attempt(target, target.resolve("lock"), DELETES);
  }

  /**
   * Waits until a lock file that other programs may lock too is free, and locks it. The file stays.
   *
   * @throws IOException if the file system has no locks
   */
  public static FolderLock awaitFile(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Optional<FolderLock> lock = attempt(absolute, absolute, /* delete= */ false);
    while (lock.isEmpty()) {
      pause();
      lock = attempt(absolute, absolute, /* delete= */ false);
    }
    return lock.get();
  }

  /** Returns the absolute path of the locked folder or file. */
  public Path folder() {
    return folder;
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try (channel;
        witness) {
      if (witness != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The file stays. It does not lock anything, and the next owner uses it.
      return;
    } finally {
      HELD.remove(file);
    }
  }

  private static Optional<FolderLock> attempt(Path folder, Path lockFile, boolean delete)
      throws IOException {
    Path parent = Files.createDirectories(lockFile.resolveSibling(".").normalize());
    Path file = parent.toRealPath().resolve(lockFile.getFileName());
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      lock = locked(folder, file, delete);
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(file);
      }
    }
    return lock;
  }

  private static Optional<FolderLock> locked(Path folder, Path file, boolean delete)
      throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean kept = false;
      try {
        if (!lock(file, channel)) {
          return Optional.empty();
        }
        FileChannel witness = delete ? witness(file, channel) : null;
        if (!delete || witness != null) {
          kept = true;
          return Optional.of(new FolderLock(folder, file, channel, witness));
        }
      } finally {
        if (!kept) {
          channel.close();
        }
      }
    }
  }

  private static boolean lock(Path file, FileChannel channel) throws IOException {
    try {
      // A byte behind the contents, because Windows forbids reading a locked region.
      return channel.tryLock(Long.MAX_VALUE - 1, 1, /* shared= */ false) != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    } catch (IOException e) {
      throw new IOException(
          "the file system of %s has no file locks (%s), so two commands could replace each other's results; choose a folder on another disk"
              .formatted(file.resolveSibling(".").normalize(), e.getMessage()),
          e);
    }
  }

  /**
   * Returns a channel that shows that the path still names the locked file, or null if the previous
   * owner deleted it after it was opened here. The channel stays open with the lock, because
   * closing it would release a POSIX lock.
   */
  private static @Nullable FileChannel witness(Path file, FileChannel locked) throws IOException {
    byte[] stamp = new byte[STAMP_BYTES];
    new SecureRandom().nextBytes(stamp);
    ByteBuffer bytes = ByteBuffer.wrap(stamp);
    while (bytes.hasRemaining()) {
      locked.write(bytes, bytes.position());
    }
    FileChannel witness;
    try {
      witness = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException deleted) {
      return null;
    }
    boolean kept = false;
    try {
      ByteBuffer read = ByteBuffer.allocate(STAMP_BYTES);
      while (read.hasRemaining() && witness.read(read, read.position()) >= 0) {}
      kept = read.flip().equals(ByteBuffer.wrap(stamp));
      return kept ? witness : null;
    } finally {
      if (!kept) {
        witness.close();
      }
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the wait for a lock was interrupted");
    }
  }
}
