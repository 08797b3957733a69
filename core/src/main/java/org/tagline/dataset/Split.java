package org.tagline.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Disjoint parts of a dataset, as film ids, so that the split can be stored with the tagger.
 *
 * @param train ids of the training films
 * @param validation ids of the films that choose the best epoch and the thresholds; may be empty
 * @param test ids of the held-out films, used for evaluation only
 * @param leftOut number of films in no part
 * @param unknown number of ids in an external split file without a film
 */
public record Split(
    List<String> train, List<String> validation, List<String> test, int leftOut, int unknown) {

  /**
   * @throws IllegalArgumentException if an id occurs twice, in one part or in two
   */
  public Split {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    Set<String> seen = new HashSet<>();
    for (List<String> part : List.of(train, validation, test)) {
      for (String id : part) {
        if (!seen.add(id)) {
          throw new IllegalArgumentException("film " + id + " occurs twice in the split");
        }
      }
    }
  }

  /** Creates a split that leaves no film out. */
  public Split(List<String> train, List<String> validation, List<String> test) {
    this(train, validation, test, 0, 0);
  }

  /**
   * Returns the films with the given ids, in the order of the ids.
   *
   * @param ids one of {@link #train()}, {@link #validation()} and {@link #test()}
   * @throws IllegalArgumentException if there is no film with one of the ids
   */
  public static List<Film> films(List<String> ids, List<Film> films) {
    Map<String, Film> byId =
        films.stream().collect(Collectors.toMap(Film::id, Function.identity()));
    return ids.stream()
        .map(
            id -> {
              Film film = byId.get(id);
              if (film == null) {
                throw new IllegalArgumentException(
                    "film " + id + " of the split is no longer in the catalogue; import it again");
              }
              return film;
            })
        .toList();
  }
}
