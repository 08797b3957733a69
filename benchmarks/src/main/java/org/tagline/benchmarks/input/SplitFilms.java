package org.tagline.benchmarks.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.tagline.dataset.ExternalSplit;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;

/**
 * Films with one tag each, split into training and test films.
 *
 * @param train training films
 * @param test test films
 */
record SplitFilms(List<Film> train, List<Film> test) {
  private static final int SEED = 17;

  /**
   * Draws films at random, with a fixed seed.
   *
   * @param file file of films, of which those with one tag are used
   * @param train number of training films
   * @param test number of test films
   */
  static SplitFilms drawn(Path file, int train, int test) throws IOException {
    List<Film> films = read(file);
    if (films.size() < train + test) {
      throw new IllegalArgumentException(
          file
              + " has "
              + films.size()
              + " films with one tag, but "
              + (train + test)
              + " are needed; lower --train-films or --test-films");
    }
    Collections.shuffle(films, new Random(SEED));
    return new SplitFilms(films.subList(0, train), films.subList(train, train + test));
  }

  /**
   * Splits the films with one tag as a file says; films that the split does not name are unused.
   */
  static SplitFilms split(Path file, ExternalSplit split) throws IOException {
    List<Film> films = read(file);
    Split parts = split.read(films);
    return new SplitFilms(Split.films(parts.train(), films), Split.films(parts.test(), films));
  }

  private static List<Film> read(Path file) throws IOException {
    return FilmsOption.withOneTag(file).stream()
        .map(
            film ->
                new Film(
                    Objects.requireNonNullElse(film.rowId(), "line " + film.line()),
                    film.title(),
                    film.text(),
                    film.tags()))
        .collect(Collectors.toList());
  }
}
