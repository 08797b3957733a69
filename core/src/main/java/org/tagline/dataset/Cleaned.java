package org.tagline.dataset;

import java.util.List;

/**
 * What {@link Cleaning} made of a catalogue: {@code kept}, {@code incomplete}, the repeats and the
 * contradictory films are disjoint and together are all films.
 *
 * @param kept the films that may train a tagger, in the catalogue's order
 * @param incomplete films without a text or without a tag
 * @param repeated films that say again what an earlier film said, each with that film
 * @param contradictory groups of two films or more with the same text and different tags
 */
public record Cleaned(
    List<Film> kept, List<Film> incomplete, List<Repeat> repeated, List<List<Film>> contradictory) {

  /**
   * A film with the text and the tags of an earlier one.
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

  /** How many films the contradictory groups hold. */
  public int contradictoryCount() {
    return contradictory.stream().mapToInt(List::size).sum();
  }

  /** How many films have the text of an earlier one, with the same tags or others. */
  public int sameTextAsAnEarlierOne() {
    return repeated.size() + contradictoryCount() - contradictory.size();
  }

  /** How many films came in. */
  public int total() {
    return kept.size() + incomplete.size() + repeated.size() + contradictoryCount();
  }
}
