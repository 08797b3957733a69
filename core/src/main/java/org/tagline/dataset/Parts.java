package org.tagline.dataset;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks up the part of a tagger's split that each film of a catalogue belongs to. Films with the
 * same text are treated alike, because a tagger that has seen a text has seen it under every title.
 * Immutable and thread-safe.
 */
public final class Parts {

  /** Part of the split, in order of precedence if films with the same text are in several parts. */
  public enum Part {
    /** Used for training, so the tagger's predictions are biased towards the film's tags. */
    LEARNED,
    /** Used to choose the best epoch and the thresholds. */
    VALIDATION,
    /** Held out; used for evaluation only. */
    HELD_OUT,
    /** Not in the split. */
    NEW;

    /** Returns whether films of this part had no influence on the tagger. */
    public boolean unseen() {
      return this == HELD_OUT || this == NEW;
    }
  }

  private final Map<String, Part> byText = new HashMap<>();

  private Parts() {}

  /**
   * Builds the lookup.
   *
   * @param split the split of the tagger
   * @param films all films that will be looked up
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

  /** Returns the part of a film. */
  public Part of(Film film) {
    return byText.getOrDefault(SameText.key(film.text()), Part.NEW);
  }
}
