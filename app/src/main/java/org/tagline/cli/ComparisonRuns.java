package org.tagline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Comparisons.StoredRun;
import org.tagline.catalogue.format.TagField;
import org.tagline.cli.console.Progress;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.comparison.ComparisonSettings;
import org.tagline.comparison.ComparisonSettings.Planned;
import org.tagline.comparison.StoredJson;
import org.tagline.files.Folders;
import org.tagline.render.Json;

/** Carries out the missing runs of a comparison, one after another, and stores each result. */
final class ComparisonRuns {
  private static final String TAGGER = "candidate";

  private final GlobalOptions global;
  private final ComparisonSettings settings;
  private final List<String> tags;
  private final boolean withFlags;
  private final long id;
  private final Path folder;
  private final Map<String, Double> secondsOfCandidate = new HashMap<>();
  private final Map<String, Integer> runsOfCandidate = new HashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();

  /**
   * Prepares the runs.
   *
   * @param tags tags to learn; empty for all
   * @param withFlags whether accepted flags are used as labelled films
   * @param folder folder of the comparison, with {@code splits.csv}
   */
  ComparisonRuns(
      GlobalOptions global,
      ComparisonSettings settings,
      List<String> tags,
      boolean withFlags,
      long id,
      Path folder) {
    this.global = global;
    this.settings = settings;
    this.tags = tags;
    this.withFlags = withFlags;
    this.id = id;
    this.folder = folder;
  }

  /** Returns the reason for each failed candidate, by its name; empty if all runs are done. */
  Map<String, String> failures() {
    return failures;
  }

  /** Carries out the missing runs. */
  void run() throws IOException {
    Set<String> done = new HashSet<>();
    try (Catalogue catalogue = global.openCatalogue()) {
      for (StoredRun run : catalogue.comparisons().runs(id)) {
        done.add(key(run.candidate(), run.part()));
        JsonNode figures = StoredJson.tree(run.figures());
        took(run.candidate(), figures.path("processSeconds").asDouble());
      }
    }
    List<Planned> all = settings.planned();
    if (!done.isEmpty()) {
      global
          .err()
          .println(
              "Continuing comparison %d: %d of %d runs are done."
                  .formatted(id, done.size(), all.size()));
      global.err().flush();
    }
    List<Planned> missing =
        all.stream().filter(p -> !done.contains(key(p.candidate().name(), p.part()))).toList();
    try (Progress progress =
        Progress.uneven("Comparing", "runs", done.size(), all.size(), global.err())) {
      int finished = done.size();
      for (int i = 0; i < missing.size(); i++) {
        Planned planned = missing.get(i);
        if (!failures.containsKey(planned.candidate().name())) {
          String left = left(missing.subList(i, missing.size()));
          try {
            keep(planned, line -> show(progress, planned, left, line));
          } catch (IOException e) {
            failures.put(planned.candidate().name(), String.valueOf(e.getMessage()));
          }
        }
        progress.stepTo(++finished);
      }
    }
  }

  private void keep(Planned planned, java.util.function.Consumer<String> said) throws IOException {
    said.accept("starting");
    String name = planned.candidate().name().replaceAll("[^A-Za-z0-9._-]", "_");
    Path place = folder.resolve(name + "-" + planned.split() + "-" + planned.seed());
    Path home = place.resolve("home");
    // An interrupted run may have written a tagger without storing its result.
    Folders.delete(home.resolve("taggers"));
    Files.createDirectories(place);
    Path predictions = place.resolve("predictions.jsonl");
    long began = System.nanoTime();
    ObjectNode figures =
        new CandidateProcess(arguments(planned, home, predictions), place.resolve("log.txt"))
            .run(said);
    double seconds = (System.nanoTime() - began) / 1e9;
    figures.put("processSeconds", seconds);
    if (figures.path("evaluation") instanceof ObjectNode evaluation) {
      evaluation.put(
          "millisecondsPerFilm",
          1000
              * evaluation.path("runtimeSeconds").asDouble()
              / evaluation.path("documents").asDouble());
    }
    try (Catalogue catalogue = global.openCatalogue()) {
      catalogue
          .comparisons()
          .add(
              id,
              new StoredRun(
                  planned.candidate().name(),
                  planned.part(),
                  Json.compact(figures),
                  Files.readString(predictions)));
    }
    took(planned.candidate().name(), seconds);
    Folders.delete(place);
  }

  private List<String> arguments(Planned planned, Path home, Path predictions) {
    PrintWriter silent = new PrintWriter(Writer.nullWriter());
    List<String> arguments =
        new ArrayList<>(CandidateArguments.of(planned.candidate(), planned.seed(), silent));
    arguments.addAll(List.of("--as", TAGGER, "--into", home.toString(), "--resume", "--json"));
    arguments.addAll(List.of("--split", folder.resolve("splits.csv") + ":" + planned.split()));
    arguments.addAll(List.of("--task", settings.task()));
    if (!tags.isEmpty()) {
      arguments.addAll(List.of("--tags", TagField.json(tags)));
    }
    if (withFlags) {
      arguments.add("--with-flags");
    }
    if (!planned.candidate().options().containsKey("validation")) {
      arguments.addAll(List.of("--validation", Double.toString(settings.validation())));
    }
    arguments.addAll(List.of("--output", predictions.toString()));
    arguments.addAll(List.of("--home", global.home().toString()));
    String database = global.database();
    if (database != null) {
      arguments.addAll(List.of("--database", database));
    }
    return arguments;
  }

  private static void show(Progress progress, Planned planned, String left, String line) {
    progress.note(planned.candidate().name() + " on " + planned.part() + left + ": " + line);
    progress.stepBy(0);
  }

  private void took(String candidate, double seconds) {
    secondsOfCandidate.merge(candidate, seconds, Double::sum);
    runsOfCandidate.merge(candidate, 1, Integer::sum);
  }

  /** Estimates the time left from each candidate's own runs, because they differ by hours. */
  private String left(List<Planned> missing) {
    Map<String, Long> runs =
        missing.stream()
            .collect(Collectors.groupingBy(p -> p.candidate().name(), Collectors.counting()));
    if (!runsOfCandidate.keySet().containsAll(runs.keySet())) {
      return ", time left unknown until every candidate has run once";
    }
    double seconds = 0;
    for (Map.Entry<String, Long> each : runs.entrySet()) {
      seconds +=
          each.getValue()
              * secondsOfCandidate.getOrDefault(each.getKey(), 0.0)
              / runsOfCandidate.getOrDefault(each.getKey(), 1);
    }
    return seconds < 90
        ? ", about %.0f s left".formatted(seconds)
        : ", about %.0f min left".formatted(seconds / 60);
  }

  private static String key(String candidate, String part) {
    return candidate + "\n" + part;
  }
}
