package org.tagline.catalogue.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.util.LibraryLoaderUtil;
import org.tagline.files.Sha256;

/**
 * Keeps SQLite's native library in one file for all processes of a user. By default, the driver
 * extracts it into the temporary folder for every process, and a killed process leaves it there.
 *
 * <p>A library is code that the process runs, so it is loaded only from a folder that belongs to
 * the user and that nobody else can write to, and only if its bytes are those in the driver's jar.
 */
final class SqliteLibrary {
  private static final String FOLDER = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private SqliteLibrary() {}

  /**
   * Tells the driver where the library is, in the user's cache folder or else in the home. Does
   * nothing if neither is private or the user chose a place; the driver then extracts a copy.
   */
  static synchronized void prepare(Path home) throws IOException {
    if (System.getProperty(FOLDER) != null) {
      return;
    }
    byte @Nullable [] library = packaged();
    if (library == null) {
      return;
    }
    for (Path folder : folders(home)) {
      String name = provide(folder, library);
      if (name != null) {
        System.setProperty(NAME, name);
        System.setProperty(FOLDER, folder.toAbsolutePath().toString());
        return;
      }
    }
    Path temporary =
        Path.of(System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir")));
    if (!Files.isDirectory(temporary) || !Files.isWritable(temporary)) {
      throw new IOException(
          "the temporary folder %s does not exist or cannot be written; create it, or name another with TAGLINE_JAVA_OPTS=-Djava.io.tmpdir=DIR"
              .formatted(temporary));
    }
  }

  private static List<Path> folders(Path home) {
    List<Path> folders = new ArrayList<>();
    String cache = System.getenv("XDG_CACHE_HOME");
    if (cache != null && Path.of(cache).isAbsolute()) {
      folders.add(Path.of(cache, "tagline", "native"));
    }
    // Without an entry for the user in /etc/passwd, user.home is "?".
    Path user = Path.of(System.getProperty("user.home", ""));
    if (user.isAbsolute() && Files.isDirectory(user)) {
      folders.add(user.resolve(Path.of(".cache", "tagline", "native")));
    }
    folders.add(home.resolve("native"));
    return folders;
  }

  /** Returns the library for this machine, or null if the driver has none. */
  private static byte @Nullable [] packaged() throws IOException {
    String resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (InputStream input = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      return input == null ? null : input.readAllBytes();
    }
  }

  /**
   * Writes the library into a folder unless it is there.
   *
   * @return the file's name, or null if the folder cannot be used
   */
  static @Nullable String provide(Path folder, byte[] library) {
    String hash = HexFormat.of().formatHex(Sha256.digest().digest(library), 0, 8);
    String packaged = LibraryLoaderUtil.getNativeLibName();
    int dot = packaged.lastIndexOf('.');
    String name = packaged.substring(0, dot) + "-" + hash + packaged.substring(dot);
    try {
      createPrivate(folder);
      if (!isPrivate(folder)) {
        return null;
      }
      Path file = folder.resolve(name);
      return isIntact(file, library) || write(file, library) ? name : null;
    } catch (IOException | UnsupportedOperationException | SecurityException unusable) {
      return null;
    }
  }

  private static void createPrivate(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path parent = Files.createDirectories(folder.toAbsolutePath().resolveSibling("."));
    if (isPosix(parent)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(folder);
    }
  }

  /** Returns whether only this process's user can write to the folder. */
  private static boolean isPrivate(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!isPosix(folder)) {
      return Files.isWritable(folder);
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      return false;
    }
    // A new file belongs to the user of this process; Java has no other portable way to ask.
    Path own = Files.createTempFile(folder, "owner", ".tmp");
    try {
      return Files.getOwner(own).equals(Files.getOwner(folder));
    } finally {
      Files.delete(own);
    }
  }

  private static boolean isPosix(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix");
  }

  private static boolean isIntact(Path file, byte[] library) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == library.length
        && Arrays.equals(Files.readAllBytes(file), library);
  }

  /** Writes the file in one step and returns true, or returns false if others keep writing it. */
  private static boolean write(Path file, byte[] library) throws IOException {
    Deadline deadline = new Deadline(PATIENCE);
    do {
      try (FileLocks.Held lock = FileLocks.take(file.resolveSibling("lock"), "extract")) {
        if (lock != null) {
          if (!isIntact(file, library)) {
            replace(file, library);
          }
          return true;
        }
      }
    } while (deadline.pause());
    return false;
  }

  private static void replace(Path file, byte[] library) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(library);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
