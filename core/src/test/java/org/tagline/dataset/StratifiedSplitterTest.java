package org.tagline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedSplitterTest {

  /** Returns films that share texts, with up to three of seven tags of different frequencies. */
  private static List<Film> randomFilms(long seed) {
    Random random = new Random(seed);
    List<Film> films = new ArrayList<>();
    int count = 60 + random.nextInt(200);
    for (int film = 0; film < count; film++) {
      Set<String> tags = new HashSet<>();
      for (int draw = 0; draw <= random.nextInt(3); draw++) {
        tags.add("tag" + random.nextInt(1 + random.nextInt(7)));
      }
      String text = random.nextInt(3) > 0 ? "only film " + film : "text  " + random.nextInt(40);
      films.add(new Film("id" + film, "", text, List.copyOf(tags)));
    }
    return films;
  }

  private static Map<String, String> partOfId(Split split) {
    Map<String, String> parts = new HashMap<>();
    split.train().forEach(id -> parts.put(id, "train"));
    split.validation().forEach(id -> parts.put(id, "validation"));
    split.test().forEach(id -> parts.put(id, "test"));
    return parts;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyFilmIsInOnePartAndNoTextIsInTwoParts(long seed) {
    List<Film> films = randomFilms(seed);

    Split split = StratifiedSplitter.split(films, 0.2, 0.1, seed);

    assertThat(Stream.of(split.train(), split.validation(), split.test()).flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(films.stream().map(Film::id).toList());
    Map<String, String> parts = partOfId(split);
    Map<String, Set<String>> partsOfText =
        films.stream()
            .collect(
                Collectors.groupingBy(
                    film -> SameText.key(film.text()),
                    Collectors.mapping(film -> parts.get(film.id()), Collectors.toSet())));
    assertThat(partsOfText.values()).allSatisfy(sides -> assertThat(sides).hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfTheFilmsDoesNotMatter(long seed) {
    List<Film> films = randomFilms(seed);
    List<Film> shuffled = new ArrayList<>(films);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(partOfId(StratifiedSplitter.split(shuffled, 0.2, 0.1, 7)))
        .isEqualTo(partOfId(StratifiedSplitter.split(films, 0.2, 0.1, 7)));
  }

  @Test
  void anotherSeedGivesAnotherSplit() {
    List<Film> films = randomFilms(1);

    assertThat(StratifiedSplitter.split(films, 0.2, 0, 1).test())
        .isNotEqualTo(StratifiedSplitter.split(films, 0.2, 0, 2).test());
  }

  @Test
  void everyPartHasItsShareOfEveryTag() {
    List<Film> films = new ArrayList<>();
    for (int film = 0; film < 1000; film++) {
      String tag = film < 700 ? "cult" : film < 950 ? "paranormal" : "dramatic";
      films.add(new Film("" + film, "", "text " + film, List.of(tag)));
    }

    Split split = StratifiedSplitter.split(films, 0.2, 0.1, 3);

    assertThat(tagCounts(split.test(), films))
        .isEqualTo(Map.of("cult", 140L, "paranormal", 50L, "dramatic", 10L));
    assertThat(tagCounts(split.validation(), films))
        .isEqualTo(Map.of("cult", 70L, "paranormal", 25L, "dramatic", 5L));
  }

  @Test
  void filmsWithoutTextOrTagAreLeftOutAndCounted() {
    List<Film> films = new ArrayList<>(randomFilms(1));
    films.add(new Film("empty", "", " ", List.of("tag0")));
    films.add(new Film("untagged", "", "something", List.of()));

    Split split = StratifiedSplitter.split(films, 0.2, 0, 1);

    assertThat(split.leftOut()).isEqualTo(2);
    assertThat(partOfId(split)).doesNotContainKeys("empty", "untagged");
  }

  @Test
  void fewFilmsStillFillEveryPart() {
    List<Film> films = Stream.of("a", "b", "c").map(t -> new Film(t, "", t, List.of(t))).toList();

    Split split = StratifiedSplitter.split(films, 0.1, 0.1, 1);

    assertThat(List.of(split.train(), split.validation(), split.test()))
        .allSatisfy(part -> assertThat(part).hasSize(1));
  }

  @Test
  void fewerTextsThanPartsAreRejected() {
    List<Film> films =
        List.of(new Film("1", "", "same", List.of("a")), new Film("2", "", "same", List.of("a")));

    assertThatThrownBy(() -> StratifiedSplitter.split(films, 0.2, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("import more films");
  }

  @Test
  void sharesThatLeaveNothingToTrainOnAreRejected() {
    for (double[] shares : new double[][] {{0.5, 0.5}, {-0.1, 0}, {Double.NaN, 0}, {1, 0}}) {
      assertThatThrownBy(() -> StratifiedSplitter.split(randomFilms(1), shares[0], shares[1], 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void validationFilmsComeFromTheTrainingPart() {
    List<Film> films = randomFilms(4);
    Split outer = StratifiedSplitter.split(films, 0.2, 0, 1);

    Split split = StratifiedSplitter.withValidation(outer, films, 0.1, 1);

    assertThat(split.test()).isEqualTo(outer.test());
    assertThat(Stream.concat(split.train().stream(), split.validation().stream()))
        .containsExactlyInAnyOrderElementsOf(outer.train());
    assertThat(split.validation()).isNotEmpty();
  }

  @Test
  void seventyOneTagsOfRealFilmsAreStratified() {
    List<Film> films = Mpst.movies();

    Split split = StratifiedSplitter.split(films, 0.2, 0, 42);

    Map<String, Long> all = tagCounts(films.stream().map(Film::id).toList(), films);
    Map<String, Long> test = tagCounts(split.test(), films);
    assertThat(split.test().size()).isBetween(2900, 3030);
    assertThat(all).hasSize(71);
    assertThat(all)
        .allSatisfy(
            (tag, count) ->
                assertThat(test.getOrDefault(tag, 0L) / (double) count)
                    .as(tag)
                    .isBetween(0.17, 0.23));
  }

  private static Map<String, Long> tagCounts(List<String> ids, List<Film> films) {
    return Split.films(ids, films).stream()
        .flatMap(film -> film.tags().stream())
        .collect(Collectors.groupingBy(tag -> tag, Collectors.counting()));
  }
}
