package org.tagline.catalogue;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.tagline.dataset.Film;

/** Writes labelled films as the CSV that {@code import} reads. */
public final class FlagsCsv {
  private FlagsCsv() {}

  /** Returns CSV with the columns id, title, synopsis and tags; {@code |} separates the tags. */
  public static String of(List<Film> films) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord("id", "title", "synopsis", "tags");
      films.forEach(
          film ->
              csv.writeRecord(film.id(), film.title(), film.text(), String.join("|", film.tags())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
