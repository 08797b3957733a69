package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.audit.AuditedFilms;
import org.tagline.audit.TaggerDiff;
import org.tagline.cli.option.GlobalOptions;
import org.tagline.cli.option.SpreadsheetOption;
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

/** {@code tagline diff}: compares the predictions of two taggers on the catalogue. */
@Command(
    name = "diff",
    description = {
      "Show what would change on the catalogue if tagger B replaced tagger A: films whose tags"
          + " change, films that each tag gains and loses, and which tagger agrees with people's tags"
          + " more often on films that neither was trained on.",
      "",
      "The catalogue is not changed."
    },
    footer = {
      "",
      "Example: tagline diff first second",
      "Example: tagline diff first second --csv changes.csv --html changes.html"
    })
final class DiffCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "A", description = "Current tagger.")
  String from = "";

  @Parameters(index = "1", paramLabel = "B", description = "Tagger to compare with it.")
  String to = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Number of films to list (${DEFAULT-VALUE}).")
  int limit = 20;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write every film that changes to a CSV file.")
  @Nullable Path csv;

  @Mixin SpreadsheetOption spreadsheet = new SpreadsheetOption();

  @Option(names = "--html", paramLabel = "FILE", description = "Write a report to one HTML file.")
  @Nullable Path html;

  @Override
  public Integer call() throws IOException {
    if (from.equals(to)) {
      throw new IllegalArgumentException("name two different taggers; see: tagline taggers");
    }
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
    }
    spreadsheet.with(csv);
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

  /** Tags all films; only one tagger is in memory at a time. */
  private static AuditedFilms read(CatalogueReading reading, Path folder, List<Film> films)
      throws IOException {
    try (Tagger tagger = TaggerFolder.load(folder)) {
      return reading.read(tagger, Parts.of(TaggerFolder.split(folder), films), films);
    }
  }

  private void print(TaggerDiff diff) throws IOException {
    DiffTables tables = new DiffTables(diff, limit);
    if (csv != null) {
      ReportFile.write(csv, tables.csv(spreadsheet.with(csv)));
    }
    if (html != null) {
      ReportFile.write(html, new DiffReport(diff).html());
    }
    if (global.json()) {
      global.printJson(tables.json());
    } else {
      global.out().print(tables.text());
      if (csv != null) {
        global.out().println("Films that change: " + csv);
      }
      if (html != null) {
        global.out().println("Report: " + html);
      }
    }
  }
}
