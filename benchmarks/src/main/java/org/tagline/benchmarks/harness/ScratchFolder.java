package org.tagline.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that goes with what is in it, also when the process is asked to end. */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;
  private final Thread atEnd = new Thread(this::deleteAll);

  private ScratchFolder(Path path) {
    this.path = path;
  }

  public static ScratchFolder create() throws IOException {
    ScratchFolder folder = new ScratchFolder(Files.createTempDirectory("tagline-benchmark"));
    Runtime.getRuntime().addShutdownHook(folder.atEnd);
    return folder;
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Deletes a file or folder inside. */
  public static void delete(Path inside) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(inside)) {
      deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atEnd);
    deleteAll();
  }

  private void deleteAll() {
    try {
      delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }
}
