package org.tagline.catalogue;

import java.util.List;
import org.tagline.catalogue.format.CsvText;
import org.tagline.catalogue.format.TagField;
import org.tagline.dataset.Film;

/** Writes labelled films as the CSV that {@code import} reads. */
public final class FlagsCsv {
  private FlagsCsv() {}

  /**
   * Returns CSV with the columns id, title, synopsis and tags, the last as a {@link TagField}.
   *
   * @param spreadsheet whether the text is for a spreadsheet instead of for import
   */
  public static String of(List<Film> films, boolean spreadsheet) {
    CsvText csv = new CsvText(spreadsheet).row("id", "title", "synopsis", "tags");
    films.forEach(
        film -> csv.row(film.id(), film.title(), film.text(), TagField.join(film.tags())));
    return csv.toString();
  }
}
