package org.tagline.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which films may train a tagger.
 *
 * <ul>
 *   <li>incomplete: no text or no tag; left out
 *   <li>contradictory: the same text with different sets of tags; all of these films are left out,
 *       because it is unknown which tags are right
 *   <li>repeated: the same text and tags as an earlier film; only the earlier film is kept
 * </ul>
 *
 * Two texts are the same if they are equal after trimming and collapsing white space. At most one
 * rule applies to a film; the rules are tried in the order above. Stateless and thread-safe.
 */
public final class Cleaning {
  private Cleaning() {}

  /**
   * Separates the films to keep from those to leave out. Kept and incomplete films stay in the
   * given order; repeats and contradictory groups are in the order of their first film.
   */
  public static Cleaned clean(List<Film> films) {
    List<Film> incomplete = new ArrayList<>();
    Map<String, List<Film>> byText = new LinkedHashMap<>();
    for (Film film : films) {
      String key = SameText.key(film.text());
      if (key.isEmpty() || film.tags().isEmpty()) {
        incomplete.add(film);
      } else {
        byText.computeIfAbsent(key, any -> new ArrayList<>(1)).add(film);
      }
    }

    List<Film> kept = new ArrayList<>();
    List<Cleaned.Repeat> repeated = new ArrayList<>();
    List<List<Film>> contradictory = new ArrayList<>();
    for (List<Film> group : byText.values()) {
      if (group.stream().map(film -> Set.copyOf(film.tags())).distinct().count() > 1) {
        contradictory.add(List.copyOf(group));
        continue;
      }
      Film first = group.get(0);
      kept.add(first);
      group.stream().skip(1).forEach(later -> repeated.add(new Cleaned.Repeat(later, first)));
    }
    return new Cleaned(kept, incomplete, repeated, contradictory);
  }
}
