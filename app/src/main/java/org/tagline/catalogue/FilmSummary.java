package org.tagline.catalogue;

import java.util.List;

/**
 * A film in a list.
 *
 * @param id row id or content hash
 * @param tags as people gave them
 * @param characters length of its text, as the database counts them
 * @param excerpt the text around the first word searched for, else its beginning
 */
public record FilmSummary(
    String id, String title, List<String> tags, long characters, String excerpt) {

  public FilmSummary {
    tags = List.copyOf(tags);
  }
}
