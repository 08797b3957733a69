package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.format.Entry;
import org.tagline.catalogue.format.FilmFile;
import org.tagline.catalogue.format.FilmReader;
import org.tagline.catalogue.format.FilmRow;
import org.tagline.catalogue.format.RejectedRow;
import org.tagline.cli.console.Progress;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.dataset.Cleaning;
import org.tagline.dataset.ExternalSplit;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.report.EvaluationTables;
import org.tagline.tagger.Measurement;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline evaluate}: measures a tagger on labelled films. */
@Command(
    name = "evaluate",
    description = {
      "Measure a tagger: accuracy, macro-F1, precision and recall of each tag, and the confusion"
          + " matrix, with 95 %% intervals and compared with the majority class.",
      "",
      "Without --split or --input, the films held out from its training are used."
    },
    footer = {
      "",
      "Example: tagline evaluate first",
      "Example: tagline evaluate first --input labelled.csv"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Tagger (the newest).")
  @Nullable String name;

  @Option(
      names = "--split",
      paramLabel = "FILE:COLUMN",
      description =
          "Measure on the films of the catalogue that are marked test in a column of a CSV file.")
  @Nullable String split;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Measure on the labelled films of a CSV, TSV or JSON lines file.")
  @Nullable Path input;

  @Override
  public Integer call() throws IOException {
    if (split != null && input != null) {
      throw new IllegalArgumentException("choose one of --split and --input");
    }
    Path folder = new TaggerStore(global.home()).find(name);
    Split own = TaggerFolder.split(folder);
    try (Tagger tagger = TaggerFolder.load(folder)) {
      List<Film> films = films(tagger, own);
      warnOfTrainingFilms(films, own);
      Measurement measurement;
      try (Progress progress = Progress.start("Measuring", "films", films.size(), global.err())) {
        measurement =
            Measurement.of(tagger, films, majority(tagger), (done, all) -> progress.stepTo(done));
      }
      if (global.json()) {
        global.printJson(Measured.json(measurement).put("tagger", tagger.info().name()));
      } else {
        global.out().println(EvaluationTables.of(measurement.evaluation()));
        if (!measurement.bands().isEmpty()) {
          global.out().println(EvaluationTables.bands(measurement.bands()));
        }
        global
            .out()
            .printf(
                Locale.ROOT,
                "%d films in %.1f s, %.1f films/s.%n",
                films.size(),
                measurement.runtimeSeconds(),
                measurement.samplesPerSecond());
      }
    }
    return 0;
  }

  private List<Film> films(Tagger tagger, Split own) throws IOException {
    if (input != null) {
      return known(tagger, read(input));
    }
    List<Film> all;
    try (Catalogue catalogue = global.openCatalogue()) {
      all = known(tagger, Cleaning.clean(catalogue.films()).kept());
    }
    if (split != null) {
      ExternalSplit external = ExternalSplit.parse(split);
      return Split.films(ExternalSplit.read(external.file(), external.column(), all).test(), all);
    }
    if (own.test().isEmpty()) {
      throw new IllegalArgumentException(
          "no film was held out from this tagger's training; name labelled films with --input FILE");
    }
    return Split.films(own.test(), all);
  }

  /** Returns the films that have a tag of the tagger, without their other tags. */
  private List<Film> known(Tagger tagger, List<Film> films) {
    TagSet tags = tagger.tags();
    List<Film> known = new ArrayList<>();
    for (Film film : films) {
      List<String> kept = film.tags().stream().filter(tags::contains).toList();
      if (!kept.isEmpty() && (tagger.info().task() == Task.MULTI || kept.size() == 1)) {
        known.add(new Film(film.id(), film.title(), film.text(), kept));
      }
    }
    if (known.size() < films.size()) {
      global
          .err()
          .println(
              films.size()
                  - known.size()
                  + " films have no tag that the tagger knows and are left out.");
    }
    return known;
  }

  private List<Film> read(Path labelled) throws IOException {
    List<Film> films = new ArrayList<>();
    try (FilmReader reader = FilmFile.open(labelled)) {
      for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
        if (entry instanceof RejectedRow row) {
          global.err().println(labelled + " line " + row.line() + " is left out: " + row.reason());
        } else if (entry instanceof FilmRow film && !film.text().isBlank()) {
          films.add(film.toFilm());
        }
      }
    }
    return films;
  }

  /** Warns if ids show that the tagger was trained on some of the films. */
  private void warnOfTrainingFilms(List<Film> films, Split own) {
    if (input != null) {
      return;
    }
    java.util.Set<String> trained = new java.util.HashSet<>(own.train());
    trained.addAll(own.validation());
    long seen = films.stream().filter(f -> trained.contains(f.id())).count();
    if (seen > 0) {
      global
          .err()
          .println(
              "Warning: the tagger was trained on "
                  + seen
                  + " of these films; the figures are too good.");
    }
  }

  /** Returns the most frequent tag of the training films; null for films with several tags. */
  private static @Nullable String majority(Tagger tagger) {
    var counts = tagger.info().provenance().trainingTags();
    return counts.entrySet().stream()
        .max(java.util.Map.Entry.comparingByValue())
        .map(java.util.Map.Entry::getKey)
        .filter(tag -> tagger.info().task() == Task.SINGLE)
        .orElse(null);
  }
}
