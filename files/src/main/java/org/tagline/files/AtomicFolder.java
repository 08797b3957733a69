package org.tagline.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes folders atomically: into a temporary folder, which is forced to the disk and renamed.
 *
 * <p>Next to a folder {@code NAME} there may be, while it is written or after a crash:
 *
 * <ul>
 *   <li>{@code .NAME.tagline-lock}, the {@link FolderLock};
 *   <li>{@code .NAME.tagline-part}, the new folder until it is complete;
 *   <li>{@code .NAME.tagline-old}, the replaced folder, always whole; it goes back if {@code NAME}
 *       is missing;
 *   <li>{@code .NAME.tagline-gone}, a replaced folder that is being deleted.
 * </ul>
 *
 * <p>{@link #recover} tidies them. All methods need the lock, so none touches the files of a
 * command that still runs.
 */
public final class AtomicFolder {
  private static final String PART = ".tagline-part";
  private static final String OLD = ".tagline-old";
  private static final String GONE = ".tagline-gone";

  /** Endings of what older versions left behind. */
  private static final String OLDER_OLD = "-old";

  private static final String OLDER_PART = "-part-\\d{1,18}-\\d+";
  private static final Pattern LEFT_OVER =
      Pattern.compile(
          "\\.(.+?)(\\.tagline-(?:lock|part|old|gone)|%s|%s)".formatted(OLDER_OLD, OLDER_PART));

  private AtomicFolder() {}

  /** Writes the contents of a folder. */
  @FunctionalInterface
  public interface Filling {
    /** Writes the contents and forces every file to the disk. */
    void fill(Path temporary) throws IOException;
  }

  /**
   * Writes a folder, replacing the one that exists. After a failure the folder is as before.
   *
   * @throws IOException if the folder cannot be written, or another command is writing it
   */
  public static void write(Path folder, Filling filling) throws IOException {
    String refusal = "another command is writing " + folder + "; wait for it and try again";
    try (FolderLock lock = FolderLock.take(folder, refusal)) {
      write(lock, /* replace= */ true, filling);
    }
  }

  /**
   * Writes the locked folder. After a failure it is as before.
   *
   * @param replace whether to replace a folder that exists when the new one is complete
   * @throws IOException if the folder cannot be written, or exists and is not to be replaced
   */
  public static void write(FolderLock lock, boolean replace, Filling filling) throws IOException {
    recover(lock);
    Path target = lock.folder();
    Path part = sibling(target, PART);
    Path old = sibling(target, OLD);
    boolean moved = false;
    boolean placed = false;
    boolean done = false;
    try {
      Files.createDirectory(part);
      filling.fill(part);
      Folders.forceAll(part);
      if (exists(target)) {
        if (!replace) {
          throw new IOException(
              target + " was made by another program meanwhile; choose another name");
        }
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      placed = true;
      Folders.force(parent(target));
      done = true;
    } finally {
      if (!done) {
        undo(target, placed, moved);
      }
    }
    tidy(lock);
  }

  /**
   * Tidies what an interrupted {@link #write} of the locked folder left: puts the old folder back
   * if the folder is missing, and deletes the rest.
   */
  public static void recover(FolderLock lock) throws IOException {
    recover(lock.folder(), OLD);
    Folders.delete(sibling(lock.folder(), PART));
  }

  private static void recover(Path target, String ending) throws IOException {
    Path old = sibling(target, ending);
    Path gone = sibling(target, GONE);
    Folders.delete(gone);
    if (exists(old) && exists(target)) {
      // Renamed first, so that a folder called OLD is whole even if the deletion is interrupted.
      Files.move(old, gone, StandardCopyOption.ATOMIC_MOVE);
      Folders.delete(gone);
    } else if (exists(old)) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.force(parent(target));
    }
  }

  /**
   * Tidies what interrupted writes, also by older versions, left of the folders in a parent folder
   * that holds nothing else. Folders that another command is writing, and everything in a parent
   * that cannot be written, stay as they are.
   */
  public static void recoverAll(Path parent) throws IOException {
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      return;
    }
    Map<Path, List<Path>> leftOvers =
        entries(parent.toAbsolutePath().normalize()).stream()
            .filter(entry -> LEFT_OVER.matcher(entry.getFileName().toString()).matches())
            .collect(Collectors.groupingBy(AtomicFolder::owner));
    for (Map.Entry<Path, List<Path>> each : leftOvers.entrySet()) {
      Optional<FolderLock> lock = FolderLock.tryTake(each.getKey());
      if (lock.isPresent()) {
        try (FolderLock held = lock.get()) {
          recover(held);
          recover(held.folder(), OLDER_OLD);
          for (Path entry : each.getValue()) {
            if (entry.getFileName().toString().matches(".*" + OLDER_PART)) {
              Folders.delete(entry);
            }
          }
        }
      }
    }
  }

  /**
   * Returns whether a folder is being replaced, or its replacement was interrupted. Between the two
   * renames it is missing.
   */
  public static boolean isReplaced(Path folder) {
    return exists(sibling(folder, OLD));
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

  /** Undoes the renames. What cannot be undone is left to {@link #recover}. */
  private static void undo(Path target, boolean placed, boolean moved) {
    Path part = sibling(target, PART);
    try {
      if (placed) {
        Files.move(target, part, StandardCopyOption.ATOMIC_MOVE);
      }
      if (moved) {
        Files.move(sibling(target, OLD), target, StandardCopyOption.ATOMIC_MOVE);
      }
      Folders.delete(part);
    } catch (IOException e) {
      return;
    }
  }

  /** Deletes the replaced folder; if that fails, {@link #recover} does it later. */
  private static void tidy(FolderLock lock) {
    try {
      recover(lock);
    } catch (IOException e) {
      return;
    }
  }

  private static Path owner(Path leftOver) {
    Matcher name = LEFT_OVER.matcher(leftOver.getFileName().toString());
    return name.matches() ? leftOver.resolveSibling(name.group(1)) : leftOver;
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Path sibling(Path target, String ending) {
    return target.resolveSibling("." + target.getFileName() + ending);
  }

  private static Path parent(Path target) {
    return target.resolveSibling(".").normalize();
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
