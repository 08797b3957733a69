package org.tagline.files.fault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which operation of a {@link FaultyFileSystem} fails. Only operations under the armed
 * folder count. Thread-safe.
 */
public final class Faults {

  /** The operations that can fail. */
  public enum Operation {
    OPEN,
    READ,
    WRITE,
    TRUNCATE,
    FORCE,
    RENAME,
    COPY,
    DELETE,
    CREATE_FOLDER,
    LINK,
    LIST,
    TOUCH,
    LOCK
  }

  /** How an operation fails. */
  public enum Mode {
    /** Nothing fails; operations are counted. */
    COUNT,
    /** The operation throws; later ones succeed. */
    FAIL,
    /** The operation and all later ones throw, and locks are released: the process was killed. */
    KILL,
    /** As {@link #KILL}; besides, whatever was not forced to the disk is lost. */
    POWER_LOSS
  }

  private record Rename(Path from, Path to, byte @Nullable [] replaced) {}

  private final Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
  private final Map<Path, Long> forcedBytes = new HashMap<>();
  private final Deque<Rename> unforced = new ArrayDeque<>();
  private final List<FileChannel> open = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private @Nullable Path root;
  private Mode mode = Mode.COUNT;
  private long failing;
  private long count;
  private boolean ended;
  private @Nullable Operation failed;
  private @Nullable Runnable before;

  /** Starts counting the operations under a folder and fails the given one, counted from 1. */
  public synchronized void arm(Path folder, Mode how, long operation) {
    root = FaultyFileSystem.real(folder).toAbsolutePath().normalize();
    mode = how;
    failing = operation;
    count = 0;
    ended = false;
    failed = null;
    before = null;
    counts.clear();
    forcedBytes.clear();
    unforced.clear();
    open.clear();
    log.clear();
  }

  /** Starts counting and runs an action just before the given operation, which succeeds. */
  public synchronized void arm(Path folder, long operation, Runnable action) {
    arm(folder, Mode.COUNT, operation);
    before = action;
  }

  /** Lets every operation succeed again, as after a restart. */
  public synchronized void disarm() {
    root = null;
    ended = false;
  }

  /** Returns the number of operations since {@link #arm}. */
  public synchronized long count() {
    return count;
  }

  /** Returns the operation that failed, or null if there were fewer operations. */
  public synchronized @Nullable Operation failed() {
    return failed;
  }

  /** Returns the operations since {@link #arm}, one line each. */
  public synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** Returns the files and renames that were not forced to the disk yet, one line each. */
  public synchronized List<String> notForced() {
    List<String> lines = new ArrayList<>();
    forcedBytes.forEach(
        (file, bytes) -> {
          if (size(file) > bytes) {
            lines.add(file.toString());
          }
        });
    unforced.forEach(rename -> lines.add(rename.from() + " -> " + rename.to()));
    return lines;
  }

  boolean counts(Path path) {
    Path armed = root;
    return armed != null && path.toAbsolutePath().normalize().startsWith(armed);
  }

  /** Counts an operation and throws if it is the one that fails. */
  synchronized void before(Operation operation, Path path) throws IOException {
    if (!counts(path)) {
      return;
    }
    if (ended) {
      throw new FileSystemException(path.toString(), null, "the process was killed");
    }
    count++;
    counts.merge(operation, 1, Integer::sum);
    log.add(
        operation
            + " "
            + Objects.requireNonNull(root).relativize(path.toAbsolutePath().normalize()));
    if (count != failing) {
      return;
    }
    if (before != null) {
      before.run();
      return;
    }
    if (mode == Mode.COUNT) {
      return;
    }
    failed = operation;
    if (mode != Mode.FAIL) {
      end();
    }
    throw new FileSystemException(path.toString(), null, reason(operation));
  }

  /** Returns whether the next operation fails, so that a write can be torn. */
  synchronized boolean nextFails(Path path) {
    return counts(path) && !ended && mode != Mode.COUNT && count + 1 == failing;
  }

  /** Fails operations that do not count, such as looking whether a file exists, after the end. */
  synchronized void look(Path path) throws IOException {
    if (ended && counts(path)) {
      throw new FileSystemException(path.toString(), null, "the process was killed");
    }
  }

  synchronized void opened(Path path, FileChannel channel, boolean writing, boolean existed)
      throws IOException {
    if (counts(path)) {
      open.add(channel);
      if (writing) {
        forcedBytes.putIfAbsent(path.toAbsolutePath().normalize(), existed ? channel.size() : 0);
      }
    }
  }

  synchronized void truncated(Path path, long size) {
    forcedBytes.computeIfPresent(
        path.toAbsolutePath().normalize(), (file, bytes) -> Math.min(bytes, size));
  }

  synchronized void forced(Path path) {
    Path forced = path.toAbsolutePath().normalize();
    if (Files.isDirectory(forced)) {
      unforced.removeIf(rename -> forced.equals(rename.to().getParent()));
    } else {
      forcedBytes.computeIfPresent(forced, (file, bytes) -> size(file));
    }
  }

  synchronized void deleted(Path path) {
    Path gone = path.toAbsolutePath().normalize();
    forcedBytes.remove(gone);
    unforced.removeIf(rename -> rename.to().equals(gone));
  }

  /** Returns the contents of a file that a rename is about to replace, or null. */
  synchronized byte @Nullable [] toReplace(Path to) throws IOException {
    return mode == Mode.POWER_LOSS && counts(to) && Files.isRegularFile(to)
        ? Files.readAllBytes(to)
        : null;
  }

  synchronized void renamed(Path from, Path to, byte @Nullable [] replaced) {
    if (!counts(to)) {
      return;
    }
    Path source = from.toAbsolutePath().normalize();
    Path target = to.toAbsolutePath().normalize();
    Map<Path, Long> moved = new HashMap<>();
    forcedBytes.forEach(
        (file, bytes) ->
            moved.put(
                file.startsWith(source)
                    ? target.resolve(source.relativize(file)).normalize()
                    : file,
                bytes));
    forcedBytes.clear();
    forcedBytes.putAll(moved);
    unforced.push(new Rename(source, target, replaced));
  }

  private void end() throws IOException {
    ended = true;
    for (FileChannel channel : open) {
      channel.close();
    }
    if (mode != Mode.POWER_LOSS) {
      return;
    }
    for (Map.Entry<Path, Long> file : forcedBytes.entrySet()) {
      if (size(file.getKey()) > file.getValue()) {
        try (FileChannel channel = FileChannel.open(file.getKey(), StandardOpenOption.WRITE)) {
          channel.truncate(file.getValue());
        }
      }
    }
    for (Rename rename : unforced) {
      if (Files.exists(rename.to()) && !Files.exists(rename.from())) {
        Files.move(rename.to(), rename.from(), StandardCopyOption.ATOMIC_MOVE);
        byte[] replaced = rename.replaced();
        if (replaced != null) {
          Files.write(rename.to(), replaced);
        }
      }
    }
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static String reason(Operation operation) {
    return switch (operation) {
      case WRITE, CREATE_FOLDER, OPEN, COPY -> "No space left on device";
      case LOCK -> "No locks available";
      default -> "Input/output error";
    };
  }
}
