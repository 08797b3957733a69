package org.tagline.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tagline.dataset.Film;

/** Accepted flags as labelled films: what closes the loop from a wrong answer to training. */
public final class LabelledFlags {
  private LabelledFlags() {}

  /** A film a flag; the last flag decides where several speak of one film or one text. */
  public static List<Film> films(List<Flag> accepted) {
    Map<String, Integer> places = new HashMap<>();
    List<Film> documents = new ArrayList<>();
    for (Flag flag : accepted) {
      String id = flag.film() == null ? "flag-" + flag.id() : flag.film();
      Film document = new Film(id, flag.title(), flag.text(), flag.correct());
      Integer place = places.get(flag.text());
      if (place == null) {
        places.put(flag.text(), documents.size());
        documents.add(document);
      } else {
        documents.set(place, document);
      }
    }
    return List.copyOf(documents);
  }

  /**
   * The catalogue's films with the corrections: a film known by its id or its text gets the right
   * tags, and texts that are not in the catalogue come behind. Without this, a corrected text would
   * contradict its film, and cleaning would drop both.
   */
  public static List<Film> correct(List<Film> films, List<Flag> accepted) {
    List<Film> labelled = films(accepted);
    Map<String, Film> byId = new HashMap<>();
    Map<String, Film> byText = new HashMap<>();
    labelled.forEach(
        document -> {
          byId.put(document.id(), document);
          byText.put(document.text(), document);
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
    labelled.stream().filter(document -> !used.contains(document.id())).forEach(corrected::add);
    return corrected;
  }
}
