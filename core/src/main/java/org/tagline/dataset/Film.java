package org.tagline.dataset;

import java.util.List;

/**
 * One film: its text and what people tagged it with.
 *
 * @param id the film's key in its catalogue (row id or content hash); never blank
 * @param title shown to people, may be empty; models never read it
 * @param text the synopsis, may be empty
 * @param tags in the order given, without repeats; empty when the film is unlabelled
 */
public record Film(String id, String title, String text, List<String> tags) {

  public Film {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a document needs an id");
    }
    tags = List.copyOf(tags);
  }

  /** An unlabelled text that belongs to no catalogue. */
  public static Film ofText(String text) {
    return new Film("text", "", text, List.of());
  }
}
