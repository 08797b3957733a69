package org.tagline.dataset;

import java.util.List;

/**
 * A film with its synopsis and the tags that people gave it.
 *
 * @param id the film's key in its catalogue (row id or content hash); never blank
 * @param title for display only; never an input of a model; may be empty
 * @param text the synopsis, may be empty
 * @param tags distinct tags in the given order; empty for an unlabelled film
 */
public record Film(String id, String title, String text, List<String> tags) {

  public Film {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a film needs an id");
    }
    tags = List.copyOf(tags);
  }

  /** Returns an unlabelled film for a text that is in no catalogue. */
  public static Film ofText(String text) {
    return new Film("text", "", text, List.of());
  }
}
