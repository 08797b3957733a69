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
 * Finds the films that no candidate gives a tag that people give; the majority class does not
 * count.
 */
final class WrongForAll {
  private final Map<String, Film> films = new LinkedHashMap<>();

  /** What is known of a film so far. */
  private static final class Film {
    private final String title;
    private final List<String> tags;
    private final Map<String, Integer> answered = new TreeMap<>();
    private boolean right;

    Film(String title, List<String> tags) {
      this.title = title;
      this.tags = tags;
    }
  }

  /**
   * Adds a run.
   *
   * @param predictions a JSON object a line
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
      film.right |= predicted.stream().anyMatch(tags::contains);
      predicted.forEach(tag -> film.answered.merge(tag, 1, Integer::sum));
    }
  }

  int heldOut() {
    return films.size();
  }

  List<WrongFilm> films() {
    List<WrongFilm> wrong = new ArrayList<>();
    films.forEach(
        (id, film) -> {
          if (!film.right) {
            wrong.add(
                new WrongFilm(
                    id,
                    film.title,
                    film.tags,
                    film.answered.entrySet().stream()
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
