package org.tagline.catalogue;

import java.util.List;

/**
 * Some of the films that were searched for.
 *
 * @param total how many there are in all
 * @param films of this page
 */
public record FilmPage(long total, List<FilmSummary> films) {

  public FilmPage {
    films = List.copyOf(films);
  }
}
