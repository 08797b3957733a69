package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.AuditedFilms;
import org.tagline.audit.TaggerDiff;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.dataset.Film;
import org.tagline.dataset.Parts;
import org.tagline.render.ReportFile;
import org.tagline.report.DiffReport;
import org.tagline.report.DiffTables;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.tagger.TaggerStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline diff}: what would change on the catalogue with another tagger. */
@Command(
    name = "diff",
    description = {
      "What would change on your catalogue if you switched from tagger A to tagger B: films whose"
          + " tags change, films gained and lost a tag, and which of the two people's tags agree"
          + " with more often, on films that had a part in neither.",
      "",
      "Nothing is changed."
    },
    footer = {
      "",
      "Example: tagline diff first second",
      "Example: tagline diff first second --csv changes.csv --html changes.html"
    })
final class DiffCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "A", description = "The tagger of today.")
  String from = "";

  @Parameters(index = "1", paramLabel = "B", description = "The one that would come.")
  String to = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many films to list (${DEFAULT-VALUE}).")
  int limit = 20;

  @Option(names = "--csv", paramLabel = "FILE", description = "Write every film that changes.")
  @Nullable Path csv;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a self-contained report.")
  @Nullable Path html;

  @Override
  public Integer call() throws IOException {
    if (from.equals(to)) {
      throw new IllegalArgumentException("name two different taggers; see: tagline taggers");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    if (csv != null) {
      ReportFile.check(csv, "--csv");
    }
    if (html != null) {
      ReportFile.check(html);
    }
    TaggerStore store = new TaggerStore(global.home());
    Path first = store.find(from);
    Path second = store.find(to);
    CatalogueReading reading = new CatalogueReading(global);
    List<Film> films = reading.films();
    TaggerDiff diff = TaggerDiff.of(read(reading, first, films), read(reading, second, films));
    print(diff);
    return 0;
  }

  /** One tagger in memory at a time. */
  private static AuditedFilms read(CatalogueReading reading, Path folder, List<Film> films)
      throws IOException {
    try (Tagger tagger = TaggerFolder.load(folder)) {
      return reading.read(tagger, Parts.of(TaggerFolder.split(folder), films), films);
    }
  }

  private void print(TaggerDiff diff) throws IOException {
    DiffTables tables = new DiffTables(diff, limit);
    if (csv != null) {
      ReportFile.write(csv, tables.csv());
    }
    if (html != null) {
      ReportFile.write(html, new DiffReport(diff).html());
    }
    if (global.json()) {
      global.printJson(tables.json());
    } else {
      global.out().print(tables.text());
      if (csv != null) {
        global.out().println("Every film that changes: " + csv);
      }
      if (html != null) {
        global.out().println("Report: " + html);
      }
    }
  }
}
