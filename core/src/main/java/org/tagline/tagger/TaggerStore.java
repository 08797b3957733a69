package org.tagline.tagger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tagline.files.AtomicFolder;
import org.tagline.files.FolderLock;

/**
 * Finds taggers by name: the taggers of a home directory, in folders under {@code taggers}, and the
 * taggers that ship with Tagline. Thread-safe.
 */
public final class TaggerStore {
  /** Name of the system property with the folder of the shipped taggers; set by the launcher. */
  public static final String SHIPPED = "tagline.shipped";

  /** Longest wait for the two renames of a replacement, in steps of {@link #WAIT_NANOS}. */
  private static final int MAX_WAITS = 100;

  private static final long WAIT_NANOS = 20_000_000;

  private final Path home;
  private final @Nullable Path shipped;

  /**
   * Creates a store of the taggers in a home directory and in the folder that {@value #SHIPPED}
   * names.
   */
  public TaggerStore(Path home) {
    this(home, System.getProperty(SHIPPED) == null ? null : Path.of(System.getProperty(SHIPPED)));
  }

  TaggerStore(Path home, @Nullable Path shipped) {
    this.home = home;
    this.shipped = shipped;
  }

  /**
   * Returns the folder of a tagger in the home directory, which need not exist.
   *
   * @throws IllegalArgumentException if the name is not a valid folder name
   */
  public Path folder(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "a tagger's name must start with a letter or digit and consist of at most 64 letters, digits, dots, dashes and underscores, not \""
              + name
              + "\"");
    }
    return home.resolve("taggers").resolve(name);
  }

  /** Returns the folder for the checkpoints of a training. */
  public Path checkpoints(String name) {
    return home.resolve("runs").resolve(folder(name).getFileName()).resolve("checkpoints");
  }

  /** Returns the folder of cached window vectors, which may be deleted when no training runs. */
  public Path windowCache() {
    return home.resolve("cache").resolve("windows");
  }

  /**
   * Locks a tagger's folder and the checkpoints of its training, until the lock is closed.
   *
   * @throws IOException if another training of the name is running
   */
  public FolderLock lock(String name) throws IOException {
    return FolderLock.take(
        folder(name),
        "a training of \""
            + name
            + "\" is already running here; wait for it or choose another name with --as");
  }

  /** Returns whether the home directory has a tagger with the name. */
  public boolean exists(String name) {
    recover();
    for (int wait = 0;
        wait < MAX_WAITS && !isTagger(folder(name)) && AtomicFolder.isReplaced(folder(name));
        wait++) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
    return isTagger(folder(name));
  }

  /** Tidies what interrupted trainings left, if this process may write to the folder. */
  private void recover() {
    try {
      AtomicFolder.recoverAll(home.resolve("taggers"));
    } catch (IOException e) {
      // Nothing is lost: a later command, or the next training, tries again.
      return;
    }
  }

  private static boolean isTagger(Path folder) {
    return Files.exists(folder.resolve("tagline.json"));
  }

  /**
   * Returns all taggers: those of the home directory, the newest first, then the shipped ones with
   * other names, the oldest first.
   */
  public List<TaggerInfo> all() throws IOException {
    recover();
    List<TaggerInfo> found = in(home.resolve("taggers"));
    if (shipped != null) {
      List<String> names = found.stream().map(TaggerInfo::name).toList();
      List<TaggerInfo> oldestFirst = in(shipped);
      Collections.reverse(oldestFirst);
      oldestFirst.stream().filter(info -> !names.contains(info.name())).forEach(found::add);
    }
    return found;
  }

  private static List<TaggerInfo> in(Path taggers) throws IOException {
    List<TaggerInfo> found = new ArrayList<>();
    if (Files.isDirectory(taggers)) {
      try (Stream<Path> folders = Files.list(taggers)) {
        for (Path folder : folders.sorted().toList()) {
          if (isTagger(folder) && !folder.getFileName().toString().startsWith(".")) {
            found.add(TaggerFolder.info(folder));
          }
        }
      }
    }
    found.sort(Comparator.comparing((TaggerInfo t) -> t.provenance().created()).reversed());
    return found;
  }

  /**
   * Returns the folder of a tagger.
   *
   * @param name null for the newest tagger of the home directory or, if there is none, the oldest
   *     shipped one
   * @throws IllegalArgumentException if there is no such tagger; the message lists the existing
   *     ones
   */
  public Path find(@Nullable String name) throws IOException {
    if (name != null && has(name)) {
      return exists(name) ? folder(name) : inShipped(name);
    }
    List<TaggerInfo> all = all();
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no tagger in " + home + " yet; make one with: tagline train --as NAME");
    }
    if (name != null) {
      throw new IllegalArgumentException(
          "there is no tagger \""
              + name
              + "\"; the existing taggers are "
              + all.stream().map(TaggerInfo::name).toList());
    }
    return find(all.get(0).name());
  }

  /** Returns whether the home directory or the shipped folder has a tagger with the name. */
  public boolean has(String name) {
    return exists(name) || (shipped != null && isTagger(inShipped(name)));
  }

  private Path inShipped(String name) {
    return java.util.Objects.requireNonNull(shipped).resolve(folder(name).getFileName());
  }
}
