package org.tagline.dataset;

import java.util.List;

/**
 * Result of {@link Cleaning}. {@code kept}, {@code incomplete}, the repeated and the contradictory
 * films are disjoint; together they are all films of the catalogue.
 *
 * @param kept films that may be used for training, in the catalogue's order
 * @param incomplete films without a text or without a tag
 * @param repeated films with the same text and tags as an earlier film, each with that film
 * @param contradictory groups of at least two films with the same text and different tags
 */
public record Cleaned(
    List<Film> kept, List<Film> incomplete, List<Repeat> repeated, List<List<Film>> contradictory) {

  /**
   * A film with the same text and tags as an earlier film.
   *
   * @param film the later film, left out
   * @param of the earlier film, kept
   */
  public record Repeat(Film film, Film of) {}

  public Cleaned {
    kept = List.copyOf(kept);
    incomplete = List.copyOf(incomplete);
    repeated = List.copyOf(repeated);
    contradictory = contradictory.stream().map(List::copyOf).toList();
  }

  /** Returns the number of films in contradictory groups. */
  public int contradictoryCount() {
    return contradictory.stream().mapToInt(List::size).sum();
  }

  /** Returns the number of films with the text of an earlier film, whatever their tags. */
  public int sameTextAsAnEarlierOne() {
    return repeated.size() + contradictoryCount() - contradictory.size();
  }

  /** Returns the number of films before cleaning. */
  public int total() {
    return kept.size() + incomplete.size() + repeated.size() + contradictoryCount();
  }
}
