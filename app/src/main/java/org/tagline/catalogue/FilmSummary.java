package org.tagline.catalogue;

import java.util.List;

/**
 * A film in a list of search results.
 *
 * @param id the row id or content hash
 * @param title the title
 * @param tags the tags that people assigned
 * @param characters the length of the synopsis as the database counts it
 * @param excerpt the text around the first matching word, or the beginning of the text
 */
public record FilmSummary(
    String id, String title, List<String> tags, long characters, String excerpt) {

  public FilmSummary {
    tags = List.copyOf(tags);
  }
}
