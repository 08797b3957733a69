package org.tagline.dataset;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The MPST corpus for tests. Its texts are copyrighted by others and therefore not in the
 * repository.
 */
public final class Mpst {
  private Mpst() {}

  /** Returns a file of the folder {@code ../shared/data}; skips the test if it does not exist. */
  public static Path file(String name) {
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path file = dir.resolve("shared/data").resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    assumeTrue(false, "needs ../shared/data/" + name + " of the MPST corpus, which is not here");
    throw new AssertionError("unreachable");
  }

  /** Returns the single-label task: 1,566 films with three tags. */
  public static List<Film> task() {
    try (var csv = CsvReader.builder().ofNamedCsvRecord(file("task.csv"))) {
      return csv.stream()
          .map(
              row ->
                  new Film(
                      row.getField(0),
                      row.getField("Title"),
                      row.getField("Synopsis"),
                      List.of(row.getField("Tag"))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the multi-label task: 14,828 films with 71 tags. */
  public static List<Film> movies() {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file("movies.csv.gz")));
        var csv = CsvReader.builder().ofNamedCsvRecord(in)) {
      return csv.stream()
          .map(
              row ->
                  new Film(
                      row.getField("id"),
                      row.getField("title"),
                      row.getField("synopsis"),
                      List.of(row.getField("tags").split("\\|"))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
