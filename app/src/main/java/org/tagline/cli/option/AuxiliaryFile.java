package org.tagline.cli.option;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.dataset.Auxiliary;
import org.tagline.dataset.Film;

/** Reads a file of films that are not in the catalogue and improve a linear model. */
public final class AuxiliaryFile {

  private AuxiliaryFile() {}

  /**
   * Reads the films that share no passage with a film of the catalogue.
   *
   * @param catalogue films that are used for training or measuring
   * @throws IllegalArgumentException if no film is left
   */
  public static Auxiliary read(Path file, List<Film> catalogue, PrintWriter err)
      throws IOException {
    List<Film> films = new ArrayList<>();
    int malformed = 0;
    try (FilmReader reader = FilmFile.open(file)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof FilmRow film) {
          films.add(film.toFilm());
        } else {
          malformed++;
        }
      }
    }
    Auxiliary auxiliary = Auxiliary.disjointFrom(catalogue, films);
    if (auxiliary.films().isEmpty()) {
      throw new IllegalArgumentException(
          file
              + " has no tagged film that is not in the catalogue; auxiliary films must be other films");
    }
    err.printf(
        "Auxiliary films: %d of %s. Left out: %d that are in the catalogue, repeated or without a"
            + " tag, and %d malformed rows.%n",
        auxiliary.films().size(), file, auxiliary.leftOut(), malformed);
    return auxiliary;
  }
}
