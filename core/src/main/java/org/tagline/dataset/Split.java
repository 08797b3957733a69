package org.tagline.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which films train a tagger, which choose its best epoch and thresholds, and which only ever
 * measure it. The parts are ids, so that they can be written down with the tagger, and disjoint.
 *
 * @param train ids of the films that are learned from
 * @param validation ids of the films for early stopping; may be empty
 * @param test ids of the films held out from both
 * @param leftOut how many of the films given are in no part
 * @param unknown how many ids of an external split file are no film given
 */
public record Split(
    List<String> train, List<String> validation, List<String> test, int leftOut, int unknown) {

  /**
   * @throws IllegalArgumentException when an id is in two parts or twice in one
   */
  public Split {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    Set<String> seen = new HashSet<>();
    for (List<String> part : List.of(train, validation, test)) {
      for (String id : part) {
        if (!seen.add(id)) {
          throw new IllegalArgumentException("film " + id + " is in a split twice");
        }
      }
    }
  }

  /** A split that leaves nothing out. */
  public Split(List<String> train, List<String> validation, List<String> test) {
    this(train, validation, test, 0, 0);
  }

  /**
   * The films of one part, in the part's order.
   *
   * @param ids one of {@link #train()}, {@link #validation()}, {@link #test()}
   * @throws IllegalArgumentException when a film of the part is not among the films
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
