package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.Comparisons;
import org.tagline.cli.console.Machine;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.cli.option.LabelledFilms;
import org.tagline.compare.Candidate;
import org.tagline.compare.Preference;
import org.tagline.comparison.ComparisonParts;
import org.tagline.comparison.ComparisonReader;
import org.tagline.comparison.ComparisonSettings;
import org.tagline.comparison.ComparisonView;
import org.tagline.dataset.Split;
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

/** {@code tagline compare}: which way to make a tagger is best here. */
@Command(
    name = "compare",
    description = {
      "Train and measure candidates on the same splits, each run in a fresh process, and say which"
          + " differences are more than noise.",
      "",
      "A candidate is BASE or BASE:OPTION=VALUE:…, with the options of train. The majority class and"
          + " TF-IDF with logistic regression (linear) are always beside them. Finished runs are kept"
          + " in the catalogue: after a crash, the same command goes on where it was. No tagger is"
          + " kept; train the winner with tagline train. Leave the machine alone meanwhile: times are"
          + " part of the result."
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
      description = "What to compare, such as all-minilm-l6-v2:epochs=2:learning-rate=2e-4.")
  List<String> candidates = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "File with one candidate per line; # begins a comment.")
  @Nullable Path input;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Splits to draw, a fifth of the films held out in each (${DEFAULT-VALUE}).")
  int runs = 2;

  @Option(
      names = "--splits",
      paramLabel = "FILE",
      description = "A CSV with row or id and columns of train and test: all of them are used.")
  @Nullable Path splits;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Cross-validation instead: each film is held out once.")
  @Nullable Integer folds;

  @Option(
      names = "--seeds",
      paramLabel = "A,B",
      split = ",",
      description = "Train each candidate with each of them on each split (42).")
  List<Long> seeds = List.of(42L);

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Of every encoder that says nothing else.")
  @Nullable Integer epochs;

  @Option(
      names = "--set",
      paramLabel = "OPTION=VALUE",
      description = "An option of train for every encoder that says nothing else; repeat it.")
  Map<String, String> common = new LinkedHashMap<>();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Share of each training part that chooses the best epoch and calibrates"
              + " (${DEFAULT-VALUE}: learn from all of it).")
  double validation;

  @Option(
      names = "--task",
      paramLabel = "single|multi",
      description = "One tag a film or any number (found by looking at the films).")
  @Nullable String task;

  @Option(names = "--tags", paramLabel = "A,B,C", split = ",", description = "Only these (all).")
  List<String> tags = List.of();

  @Option(
      names = "--with-flags",
      description =
          "Count the accepted flags as labelled films, to learn from and to be measured on.")
  boolean withFlags;

  @Option(
      names = "--prefer",
      paramLabel = "WISH",
      description = "What the winner should be best in: ${COMPLETION-CANDIDATES} (accuracy).")
  Preference prefer = Preference.ACCURACY;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a report with plots that needs no network.")
  @Nullable Path html;

  @Option(names = "--markdown", description = "Print the table as Markdown, for a README.")
  boolean markdown;

  @Option(names = "--list", description = "List the comparisons that were begun.")
  boolean list;

  @Option(names = "--show", paramLabel = "ID", description = "Show one again; nothing is run.")
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
    long id = begin(settings, settings.fingerprint(films.films(), parts));
    Path folder = global.home().resolve("runs").resolve("compare-" + id);
    Files.createDirectories(folder);
    ComparisonParts.write(folder.resolve("splits.csv"), parts, films.films());
    ComparisonRuns todo = new ComparisonRuns(global, settings, tags, withFlags, id, folder);
    todo.run();
    if (todo.failures().isEmpty()) {
      ComparisonRuns.delete(folder);
    }
    return report(id, todo.failures());
  }

  private List<Candidate> candidates() throws IOException {
    List<String> asked = new ArrayList<>(candidates);
    if (input != null) {
      Files.readAllLines(input).stream()
          .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(asked::add);
    }
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          "name what to compare, for example --candidates all-minilm-l6-v2,bge-small-en-v1.5");
    }
    Map<String, String> given = new LinkedHashMap<>(common);
    if (epochs != null) {
      given.put("epochs", epochs.toString());
    }
    List<Candidate> parsed = asked.stream().map(Candidate::parse).toList();
    return Candidate.withBaselines(parsed).stream().map(c -> with(c, given)).toList();
  }

  /** The options for all encoders go behind those of its own. */
  private static Candidate with(Candidate candidate, Map<String, String> given) {
    if (candidate.base().equals("linear") || candidate.base().equals("majority")) {
      return candidate;
    }
    Map<String, String> options = new LinkedHashMap<>(candidate.options());
    given.forEach(options::putIfAbsent);
    return new Candidate(candidate.name(), candidate.base(), options);
  }

  private long begin(ComparisonSettings settings, String fingerprint) throws IOException {
    try (Catalogue catalogue = global.openCatalogue()) {
      Comparisons comparisons = catalogue.comparisons();
      Optional<Comparisons.Stored> cut = comparisons.unfinished(fingerprint);
      return cut.isPresent()
          ? cut.get().id()
          : comparisons.begin(fingerprint, Json.compact(settings));
    }
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
      global.err().println("The report is in " + html + ".");
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
          .println("tagline: The other runs are kept; mend this and run the same command again.");
    }
    return failures.isEmpty() ? 0 : 1;
  }
}
