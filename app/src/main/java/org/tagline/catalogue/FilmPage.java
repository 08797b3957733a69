package org.tagline.catalogue;

import java.util.List;

/**
 * One page of search results.
 *
 * @param total the number of films on all pages
 * @param films the films of this page
 */
public record FilmPage(long total, List<FilmSummary> films) {

  public FilmPage {
    films = List.copyOf(films);
  }
}
