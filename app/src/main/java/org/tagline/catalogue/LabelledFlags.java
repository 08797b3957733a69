package org.tagline.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tagline.dataset.Film;

/** Turns accepted flags into labelled films for training. */
public final class LabelledFlags {
  private LabelledFlags() {}

  /** Returns one film per flagged text; the last of several flags of a text decides its tags. */
  public static List<Film> films(List<Flag> accepted) {
    Map<String, Integer> positions = new HashMap<>();
    List<Film> labelledFilms = new ArrayList<>();
    for (Flag flag : accepted) {
      String id = flag.film() == null ? "flag-" + flag.id() : flag.film();
      Film film = new Film(id, flag.title(), flag.text(), flag.correct());
      Integer position = positions.get(flag.text());
      if (position == null) {
        positions.put(flag.text(), labelledFilms.size());
        labelledFilms.add(film);
      } else {
        labelledFilms.set(position, film);
      }
    }
    return List.copyOf(labelledFilms);
  }

  /**
   * Returns the catalogue's films with the corrected tags, followed by the flagged texts that are
   * not in the catalogue. A film is matched by its id or its text. Without this, a corrected text
   * would contradict its film, and cleaning would drop both.
   */
  public static List<Film> correct(List<Film> films, List<Flag> accepted) {
    List<Film> labelled = films(accepted);
    Map<String, Film> byId = new HashMap<>();
    Map<String, Film> byText = new HashMap<>();
    labelled.forEach(
        film -> {
          byId.put(film.id(), film);
          byText.put(film.text(), film);
        });
    Set<String> used = new HashSet<>();
    List<Film> corrected = new ArrayList<>();
    for (Film film : films) {
      Film correction = byId.getOrDefault(film.id(), byText.get(film.text()));
      if (correction == null) {
        corrected.add(film);
      } else {
        used.add(correction.id());
        corrected.add(new Film(film.id(), film.title(), film.text(), correction.tags()));
      }
    }
    labelled.stream().filter(film -> !used.contains(film.id())).forEach(corrected::add);
    return corrected;
  }
}
