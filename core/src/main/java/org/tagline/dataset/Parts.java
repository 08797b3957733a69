package org.tagline.dataset;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What part films of a catalogue had in the making of a tagger. A film with the text of another
 * counts as that one: a tagger has seen a text, whatever the film is called. Thread-safe.
 */
public final class Parts {

  /** The role of a film, the one that tells most about it first. */
  public enum Part {
    /** The tagger learned from it, so what it says of it is biased towards its tags. */
    LEARNED,
    /** It chose the best epoch and the thresholds. */
    VALIDATION,
    /** It was held out and only ever measured. */
    HELD_OUT,
    /** The tagger's split does not know it. */
    NEW;

    /** Whether the film had no influence on the tagger. */
    public boolean unseen() {
      return this == HELD_OUT || this == NEW;
    }
  }

  private final Map<String, Part> byText = new HashMap<>();

  private Parts() {}

  /**
   * Looks the films up.
   *
   * @param films all films whose parts will be asked for
   */
  public static Parts of(Split split, List<Film> films) {
    Map<Part, Set<String>> ids = new EnumMap<>(Part.class);
    ids.put(Part.LEARNED, new HashSet<>(split.train()));
    ids.put(Part.VALIDATION, new HashSet<>(split.validation()));
    ids.put(Part.HELD_OUT, new HashSet<>(split.test()));
    Parts parts = new Parts();
    for (Film film : films) {
      Part part = Part.NEW;
      for (Map.Entry<Part, Set<String>> one : ids.entrySet()) {
        if (one.getValue().contains(film.id())) {
          part = one.getKey();
          break;
        }
      }
      parts.byText.merge(SameText.key(film.text()), part, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
    return parts;
  }

  /** The part of a film. */
  public Part of(Film film) {
    return byText.getOrDefault(SameText.key(film.text()), Part.NEW);
  }
}
