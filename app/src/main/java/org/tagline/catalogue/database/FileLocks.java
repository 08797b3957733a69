package org.tagline.catalogue.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named locks that exclude other processes and other holders in this process. The operating system
 * releases them when a process ends, however it ends.
 *
 * <p>A name is a byte of the lock file, far behind its end. POSIX releases all locks of a process
 * on a file as soon as it closes any of its descriptors, so the holders in a process share one
 * channel, which is closed with the last lock. The file is never deleted: another process could
 * still lock the deleted one. Thread-safe.
 */
final class FileLocks {
  private static final Map<Path, FileLocks> OPEN = new HashMap<>();
  private static final long FIRST = 1L << 32;
  private static final int STAMP_BYTES = 40;

  private final Path file;
  private final FileChannel channel;
  private int users;

  private FileLocks(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Takes a lock and writes the time into the file.
   *
   * @param file the lock file; created if missing, in an existing folder
   * @param name the name of the lock
   * @return the lock to close, or null if it is held
   * @throws IOException if the file cannot be written or its file system has no locks
   */
  static @Nullable Held take(Path file, String name) throws IOException {
    synchronized (OPEN) {
      FileLocks locks = open(file);
      FileLock lock = null;
      boolean taken = false;
      try {
        lock = locks.channel.tryLock(FIRST + (name.hashCode() & 0xffffffffL), 1, false);
        if (lock == null) {
          return null;
        }
        locks.stamp();
        taken = true;
        return new Held(locks, lock);
      } catch (OverlappingFileLockException heldByThisProcess) {
        return null;
      } finally {
        if (!taken) {
          // The stamp may have failed, on a full disk for example, with the lock already held.
          leave(locks, lock);
        }
      }
    }
  }

  private static void leave(FileLocks locks, @Nullable FileLock lock) throws IOException {
    try {
      if (lock != null) {
        lock.release();
      }
    } finally {
      locks.leave();
    }
  }

  /** Returns the time at which a lock of the file was taken last, or null if it is unknown. */
  static @Nullable Instant since(Path file) throws IOException {
    synchronized (OPEN) {
      FileLocks locks = open(file);
      try {
        ByteBuffer bytes = ByteBuffer.allocate(STAMP_BYTES);
        locks.channel.read(bytes, 0);
        String stamp = new String(bytes.array(), StandardCharsets.US_ASCII).strip();
        return Instant.parse(stamp);
      } catch (DateTimeException incomplete) {
        return null;
      } finally {
        locks.leave();
      }
    }
  }

  private static FileLocks open(Path file) throws IOException {
    Path path = file.toAbsolutePath().resolveSibling(".").toRealPath().resolve(file.getFileName());
    FileLocks locks = OPEN.get(path);
    if (locks == null) {
      locks = new FileLocks(path);
      OPEN.put(path, locks);
    }
    locks.users++;
    return locks;
  }

  private void leave() throws IOException {
    if (--users == 0) {
      OPEN.remove(file);
      channel.close();
    }
  }

  private void stamp() throws IOException {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String line = now + " ".repeat(STAMP_BYTES - 1 - now.length()) + "\n";
    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** A lock that is held until it is closed. */
  static final class Held implements AutoCloseable {
    private final FileLocks locks;
    private final FileLock lock;

    private Held(FileLocks locks, FileLock lock) {
      this.locks = locks;
      this.lock = lock;
    }

    @Override
    public void close() {
      synchronized (OPEN) {
        try {
          leave(locks, lock);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
