package org.tagline.benchmarks.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import picocli.CommandLine.Option;

/**
 * The option {@code --films}: by default the three-tag task if its file exists, otherwise the
 * sample catalogue.
 */
public final class FilmsOption {
  private static final Path MPST = Path.of("..", "shared", "data", "task.csv");
  private static final Path SAMPLE =
      Path.of("app", "src", "main", "resources", "org", "tagline", "sample", "films.csv");

  @Option(
      names = "--films",
      description =
          "File of films with one tag each (../shared/data/task.csv if it exists, otherwise the"
              + " sample catalogue).")
  private Path file = Files.exists(MPST) ? MPST : SAMPLE;

  /** Returns the absolute path of the file. */
  public Path file() {
    return file.toAbsolutePath();
  }

  /** Returns the name of the file without its folder. */
  public String name() {
    return file.getFileName().toString();
  }

  /** Reads the films of a file that have exactly one tag, in the order of the file. */
  public static List<FilmRow> withOneTag(Path file) throws IOException {
    List<FilmRow> films = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(file)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof FilmRow film && film.tags().size() == 1) {
          films.add(film);
        }
      }
    }
    return films;
  }
}
