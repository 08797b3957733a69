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

/** A file of films that help to learn without being in the catalogue. */
public final class AuxiliaryFile {

  private AuxiliaryFile() {}

  /**
   * Reads the films that have nothing in common with the catalogue's.
   *
   * @param catalogue all its films that are learned from or measured on
   * @throws IllegalArgumentException where none is left
   */
  public static Auxiliary read(Path file, List<Film> catalogue, PrintWriter err)
      throws IOException {
    List<Film> films = new ArrayList<>();
    int malformed = 0;
    try (FilmReader reader = FilmFile.open(file)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof FilmRow film) {
          films.add(film.toDocument());
        } else {
          malformed++;
        }
      }
    }
    Auxiliary auxiliary = Auxiliary.beside(catalogue, films);
    if (auxiliary.films().isEmpty()) {
      throw new IllegalArgumentException(
          file
              + " has no film with a tag that is not in the catalogue; auxiliary films must be"
              + " other films");
    }
    err.printf(
        "Auxiliary films: %d of %s; left out: %d in the catalogue, repeated or without a tag, %d"
            + " malformed.%n",
        auxiliary.films().size(), file, auxiliary.leftOut(), malformed);
    return auxiliary;
  }
}
