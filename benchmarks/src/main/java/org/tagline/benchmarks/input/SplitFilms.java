package org.tagline.benchmarks.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.dataset.ExternalSplit;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;

/**
 * Films with one tag each, to train on and to measure on.
 *
 * @param train to train on
 * @param test to measure on
 */
record SplitFilms(List<Film> train, List<Film> test) {
  private static final int SEED = 17;

  /** So many of a file's films with exactly one tag, drawn with a seed. */
  static SplitFilms drawn(Path file, int train, int test) throws IOException {
    List<Film> films = read(file);
    if (films.size() < train + test) {
      throw new IllegalArgumentException(
          file
              + " has "
              + films.size()
              + " films with one tag, and "
              + (train + test)
              + " are asked for; lower --train-films or --test-films");
    }
    Collections.shuffle(films, new Random(SEED));
    return new SplitFilms(films.subList(0, train), films.subList(train, train + test));
  }

  /** Those of a file's films with exactly one tag that a split places. */
  static SplitFilms split(Path file, ExternalSplit split) throws IOException {
    List<Film> films = read(file);
    Split parts = split.read(films);
    return new SplitFilms(Split.films(parts.train(), films), Split.films(parts.test(), films));
  }

  private static List<Film> read(Path file) throws IOException {
    List<Film> films = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(file)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof FilmRow film && film.tags().size() == 1) {
          String id = Objects.requireNonNullElse(film.rowId(), "line " + film.line());
          films.add(new Film(id, film.title(), film.text(), film.tags()));
        }
      }
    }
    return films;
  }
}
