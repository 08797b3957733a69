package org.tagline.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tagline.compare.Candidate;
import org.tagline.comparison.ComparisonView.WrongFilm;

/**
 * Collects the films for which no candidate predicted any of the catalogue's tags. The majority
 * class is ignored. Not thread-safe.
 */
final class WrongForAll {
  private final Map<String, Film> films = new LinkedHashMap<>();

  /** Predictions for a film so far. */
  private static final class Film {
    private final String title;
    private final List<String> tags;
    private final Map<String, Integer> predictions = new TreeMap<>();
    private boolean anyCorrect;

    Film(String title, List<String> tags) {
      this.title = title;
      this.tags = tags;
    }
  }

  /**
   * Adds a run.
   *
   * @param predictions one JSON object per line, each a film with its tags and predicted tags
   * @throws IOException if the stored JSON is damaged
   */
  void add(Candidate candidate, String predictions) throws IOException {
    if (candidate.base().equals("majority")) {
      return;
    }
    for (String line : predictions.lines().toList()) {
      JsonNode json = StoredJson.tree(line);
      List<String> tags = strings(json.path("tags"));
      List<String> predicted = strings(json.path("predicted"));
      Film film =
          films.computeIfAbsent(
              json.path("id").asText(), id -> new Film(json.path("title").asText(), tags));
      film.anyCorrect |= predicted.stream().anyMatch(tags::contains);
      predicted.forEach(tag -> film.predictions.merge(tag, 1, Integer::sum));
    }
  }

  /** Returns the number of films that were held out in at least one run. */
  int heldOut() {
    return films.size();
  }

  /** Returns the films that every candidate got wrong, in the order of the runs. */
  List<WrongFilm> films() {
    List<WrongFilm> wrong = new ArrayList<>();
    films.forEach(
        (id, film) -> {
          if (!film.anyCorrect) {
            wrong.add(
                new WrongFilm(
                    id,
                    film.title,
                    film.tags,
                    film.predictions.entrySet().stream()
                        .sorted(
                            Comparator.comparingInt(
                                (Map.Entry<String, Integer> e) -> -e.getValue()))
                        .map(Map.Entry::getKey)
                        .toList()));
          }
        });
    return wrong;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(value -> strings.add(value.asText()));
    return strings;
  }
}
