package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Comparisons;
import org.tagline.catalogue.database.DatabaseLock;
import org.tagline.cli.console.Machine;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.cli.option.LabelledFilms;
import org.tagline.cli.option.Recipes;
import org.tagline.compare.Candidate;
import org.tagline.compare.Preference;
import org.tagline.comparison.ComparisonParts;
import org.tagline.comparison.ComparisonReader;
import org.tagline.comparison.ComparisonSettings;
import org.tagline.comparison.ComparisonView;
import org.tagline.dataset.Split;
import org.tagline.files.BoundedFile;
import org.tagline.files.FolderLock;
import org.tagline.files.Folders;
import org.tagline.render.Json;
import org.tagline.render.ReportFile;
import org.tagline.report.ComparisonList;
import org.tagline.report.ComparisonReport;
import org.tagline.report.ComparisonTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tagline compare}: finds the best candidate on the catalogue. */
@Command(
    name = "compare",
    description = {
      "Train and measure candidates on the same splits, each run in a fresh process, and show which"
          + " differences are larger than noise.",
      "",
      "A candidate is BASE or BASE:OPTION=VALUE:…, with the options of train. The baselines majority"
          + " and linear (TF-IDF and logistic regression) are always included. Finished runs are"
          + " stored in the catalogue, and the same command continues after a crash. No tagger is"
          + " kept; train the winner with tagline train. Times are part of the result, so run nothing"
          + " else meanwhile."
    },
    footer = {
      "",
      "Example: tagline compare --candidates all-minilm-l6-v2,bge-small-en-v1.5 --runs 2 --epochs 1",
      "Example: tagline compare --candidates linear:c=0.5,linear:c=1 --folds 5 --html compare.html",
      "Example: tagline compare --show 3 --prefer speed"
    })
final class CompareCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Spec CommandSpec command;

  @Option(
      names = "--candidates",
      paramLabel = "A,B,C",
      split = ",",
      description = "Candidates, such as all-minilm-l6-v2:epochs=2:learning-rate=2e-4.")
  List<String> candidates = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "File with one candidate per line; # begins a comment.")
  @Nullable Path input;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Number of random splits; each holds out a fifth of the films (${DEFAULT-VALUE}).")
  int runs = 2;

  @Option(
      names = "--splits",
      paramLabel = "FILE",
      description =
          "CSV file with a column row or id and columns of train and test; each is one split.")
  @Nullable Path splits;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Use K-fold cross-validation instead: each film is held out once.")
  @Nullable Integer folds;

  @Option(
      names = "--seeds",
      paramLabel = "A,B",
      split = ",",
      description = "Seeds; each candidate is trained with each of them on each split (42).")
  List<Long> seeds = List.of(42L);

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of encoders that do not set their own.")
  @Nullable Integer epochs;

  @Option(
      names = "--set",
      paramLabel = "OPTION=VALUE",
      description = "Set a hyperparameter of encoders that do not set their own; can be repeated.")
  Map<String, String> common = new LinkedHashMap<>();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of each training part that is used to choose the epoch and to calibrate"
              + " (${DEFAULT-VALUE}).")
  double validation;

  @Option(
      names = "--task",
      paramLabel = "single|multi",
      description = "One tag per film, or any number (found from the films).")
  @Nullable String task;

  @Option(
      names = "--tags",
      paramLabel = "A,B,C",
      description = "Learn only these tags; a JSON list if they contain commas (all).")
  List<String> tags = List.of();

  @Option(
      names = "--with-flags",
      description = "Use accepted flags as labelled films, for training and for measuring.")
  boolean withFlags;

  @Option(
      names = "--prefer",
      paramLabel = "WISH",
      description = "Criterion for the winner: ${COMPLETION-CANDIDATES} (accuracy).")
  Preference prefer = Preference.ACCURACY;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a report with plots to one HTML file.")
  @Nullable Path html;

  @Option(names = "--markdown", description = "Print the table as Markdown.")
  boolean markdown;

  @Option(names = "--list", description = "List all comparisons.")
  boolean list;

  @Option(names = "--show", paramLabel = "ID", description = "Show a comparison; nothing is run.")
  @Nullable Long show;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification
  CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    if (html != null) {
      ReportFile.check(html);
    }
    if (list) {
      return list();
    }
    if (show != null) {
      return report(show, Map.of());
    }
    List<Candidate> all = candidates();
    for (Candidate candidate : all) {
      CandidateArguments.check(candidate, command.commandLine());
    }
    LabelledFilms films = LabelledFilms.of(global, tags, task, withFlags);
    Map<String, Split> parts =
        splits != null
            ? ComparisonParts.ofFile(splits, films.films())
            : folds != null
                ? ComparisonParts.folds(folds, films.films(), seeds.get(0))
                : ComparisonParts.drawn(runs, films.films(), seeds.get(0));
    ComparisonSettings settings =
        new ComparisonSettings(
            all,
            List.copyOf(parts.keySet()),
            parts.values().stream().map(split -> split.train().size()).toList(),
            parts.values().stream().map(split -> split.test().size()).toList(),
            seeds,
            films.task().name().toLowerCase(Locale.ROOT),
            films.tags().names(),
            validation,
            Machine.describe());
    List<String> learned = tags.isEmpty() ? List.of() : films.tags().names();
    String fingerprint = settings.fingerprint(films.films(), parts);
    try (Catalogue catalogue = global.openCatalogue();
        DatabaseLock once = catalogue.comparisons().lock(fingerprint)) {
      assert once != null;
      return run(catalogue.comparisons(), fingerprint, settings, films, parts, learned);
    }
  }

  private int run(
      Comparisons comparisons,
      String fingerprint,
      ComparisonSettings settings,
      LabelledFilms films,
      Map<String, Split> parts,
      List<String> learned)
      throws IOException {
    long id =
        comparisons
            .unfinished(fingerprint)
            .map(Comparisons.Stored::id)
            .orElseGet(() -> comparisons.begin(fingerprint, Json.compact(settings)));
    Path folder = global.home().resolve("runs").resolve("compare-" + id);
    String refusal =
        "comparison %d is already running here; wait for it, and see: tagline compare --show %d"
            .formatted(id, id);
    try (FolderLock lock = FolderLock.take(folder, refusal)) {
      Files.createDirectories(lock.folder());
      ComparisonParts.write(folder.resolve("splits.csv"), parts, films.films());
      ComparisonRuns todo = new ComparisonRuns(global, settings, learned, withFlags, id, folder);
      todo.run();
      if (todo.failures().isEmpty()) {
        Folders.delete(folder);
      }
      return report(id, todo.failures());
    }
  }

  private List<Candidate> candidates() throws IOException {
    List<String> named = new ArrayList<>(candidates);
    if (input != null) {
      BoundedFile.lines(input, BoundedFile.SETTINGS, 10_000).stream()
          .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(named::add);
    }
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "name the candidates, for example: --candidates all-minilm-l6-v2,bge-small-en-v1.5");
    }
    Map<String, String> given = new LinkedHashMap<>(common);
    if (epochs != null) {
      given.put("epochs", epochs.toString());
    }
    List<Candidate> parsed = named.stream().map(Candidate::parse).toList();
    return Candidate.withBaselines(parsed).stream().map(c -> with(c, given)).toList();
  }

  /** Adds the common options that the candidate does not set itself. */
  private static Candidate with(Candidate candidate, Map<String, String> given) {
    if (!Recipes.isEncoder(candidate.base())) {
      return candidate;
    }
    Map<String, String> options = new LinkedHashMap<>(candidate.options());
    given.forEach(options::putIfAbsent);
    return new Candidate(candidate.name(), candidate.base(), options);
  }

  private int list() throws IOException {
    List<ComparisonList.Row> rows;
    try (Catalogue catalogue = global.openCatalogue()) {
      rows = ComparisonList.read(catalogue.comparisons());
    }
    if (global.json()) {
      global.printJson(ComparisonList.json(rows));
    } else {
      global.out().print(ComparisonList.text(rows));
    }
    return 0;
  }

  private int report(long id, Map<String, String> failures) throws IOException {
    ComparisonView view;
    try (Catalogue catalogue = global.openCatalogue()) {
      Comparisons comparisons = catalogue.comparisons();
      Comparisons.Stored stored =
          comparisons
              .find(id)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "there is no comparison " + id + "; see: tagline compare --list"));
      view = ComparisonReader.read(stored, comparisons.runs(id), prefer);
      if (stored.finishedAt() == null && failures.isEmpty() && view.complete()) {
        comparisons.finish(id, Json.compact(Map.of("winner", view.verdict().winner())));
      }
    }
    if (html != null) {
      ReportFile.write(html, new ComparisonReport(view).html());
      global.err().println("Report: " + html);
    }
    if (global.json()) {
      global.printJson(view.json());
    } else if (markdown) {
      global.out().print(ComparisonTables.markdown(view));
    } else {
      global.out().print(ComparisonTables.text(view));
    }
    failures.forEach(
        (name, reason) -> global.err().println("tagline: " + name + " failed: " + reason));
    if (!failures.isEmpty()) {
      global
          .err()
          .println(
              "tagline: The other runs are stored; correct this and run the same command again.");
    }
    return failures.isEmpty() ? 0 : 1;
  }
}
