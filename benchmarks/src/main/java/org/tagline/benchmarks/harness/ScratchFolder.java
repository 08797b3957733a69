package org.tagline.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tagline.files.Folders;

/**
 * A temporary folder, deleted with its contents when it is closed or when the process is
 * terminated.
 */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;
  private final Thread atEnd = new Thread(this::delete);

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /** Creates an empty folder. */
  public static ScratchFolder create() throws IOException {
    ScratchFolder folder = new ScratchFolder(Files.createTempDirectory("tagline-benchmark"));
    Runtime.getRuntime().addShutdownHook(folder.atEnd);
    return folder;
  }

  /** Returns the path of a file or folder inside, which need not exist. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atEnd);
    delete();
  }

  private void delete() {
    try {
      Folders.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
