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

/** {@code tagline evaluate}: how well a tagger does on labelled films. */
@Command(
    name = "evaluate",
    description = {
      "Measure a tagger: accuracy, macro-F1, each tag's precision and recall, what is confused with"
          + " what, with 95 %% intervals and the majority class beside them.",
      "",
      "Without --split or --file it is measured on the films that were held out from its training."
    },
    footer = {
      "",
      "Example: tagline evaluate first",
      "Example: tagline evaluate first --file labelled.csv"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The tagger (the newest).")
  @Nullable String name;

  @Option(
      names = "--split",
      paramLabel = "FILE:COLUMN",
      description = "Measure on the catalogue's films that this CSV calls test.")
  @Nullable String split;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Measure on the labelled films of a CSV, TSV or JSON lines file.")
  @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    if (split != null && file != null) {
      throw new IllegalArgumentException("choose one of --split and --file");
    }
    Path folder = new TaggerStore(global.home()).find(name);
    Split own = TaggerFolder.split(folder);
    try (Tagger tagger = TaggerFolder.load(folder)) {
      List<Film> films = films(tagger, own);
      warnOfTrainingFilms(films, own);
      Measurement measurement;
      try (Progress progress = Progress.start("measuring", "films", films.size(), global.err())) {
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
    if (file != null) {
      return known(tagger, read(file));
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
          "no film was held out from this tagger's training; name labelled films with --file");
    }
    return Split.films(own.test(), all);
  }

  /** Films that carry a tag of the tagger, without tags it does not know. */
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
                  + " films without a tag that the tagger can give are left out.");
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
          films.add(film.toDocument());
        }
      }
    }
    return films;
  }

  /** A figure on films that it learned says little; say so where ids give it away. */
  private void warnOfTrainingFilms(List<Film> films, Split own) {
    if (file != null) {
      return;
    }
    java.util.Set<String> learned = new java.util.HashSet<>(own.train());
    learned.addAll(own.validation());
    long seen = films.stream().filter(f -> learned.contains(f.id())).count();
    if (seen > 0) {
      global
          .err()
          .println(
              "Careful: " + seen + " of these films were in its training; the figures flatter it.");
    }
  }

  /** The most frequent tag of its training, which the simplest rival would always answer. */
  private static @Nullable String majority(Tagger tagger) {
    var counts = tagger.info().provenance().trainingTags();
    return counts.entrySet().stream()
        .max(java.util.Map.Entry.comparingByValue())
        .map(java.util.Map.Entry::getKey)
        .filter(tag -> tagger.info().task() == Task.SINGLE)
        .orElse(null);
  }
}
