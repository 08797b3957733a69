package org.tagline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.CheckedFile;
import org.tagline.catalogue.ImportListener;
import org.tagline.catalogue.ImportOptions;
import org.tagline.catalogue.ImportReport;
import org.tagline.catalogue.ImportSession;
import org.tagline.catalogue.Importer;
import org.tagline.catalogue.format.RejectedRow;
import org.tagline.cli.console.Progress;
import org.tagline.cli.option.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagline import}: reads films from files into the catalogue. */
@Command(
    name = "import",
    description = {
      "Import films from CSV, TSV or JSON lines files into the catalogue, plain or gzipped.",
      "",
      "The first line names the columns: id, title, synopsis (or plot, overview, text) and tags (or"
          + " label, genre), in any order and case. An unnamed first column is the row id. Several"
          + " tags in a field are separated by | or by a comma and a space; tags that contain these"
          + " are written as a JSON list of strings.",
      "Importing a file again changes nothing; a changed row updates the film with its id."
    },
    footer = {"", "Example: tagline import films.csv more-films.jsonl.gz"})
final class ImportCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to import, in this order.")
  List<Path> files = List.of();

  @Option(names = "--strict", description = "Import nothing if a row is malformed.")
  boolean strict;

  @Option(
      names = "--id-prefix",
      paramLabel = "TEXT",
      description = "Prefix for all row ids, if two files use the same ids.")
  String idPrefix = "";

  @Option(
      names = "--replace",
      description = "Replace films that have the same ids, even if most have other titles.")
  boolean replace;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "Longest wait for another import into this catalogue (${DEFAULT-VALUE}).")
  int wait = (int) Importer.WAIT.toSeconds();

  /** The result of one file, as {@code --json} prints it. */
  record FileResult(
      String file,
      long rows,
      long imported,
      long updated,
      long unchanged,
      long rejected,
      List<RejectedRow> rejectedRows,
      double seconds) {
    boolean allRejected() {
      return rows > 0 && rejected == rows;
    }
  }

  /** The sum over all files. */
  record Result(
      long rows,
      long imported,
      long updated,
      long unchanged,
      long rejected,
      long films,
      List<FileResult> files) {}

  @Override
  public Integer call() throws IOException {
    List<FileResult> results = new ArrayList<>();
    try (Catalogue catalogue = global.openCatalogue();
        ImportSession session =
            catalogue.importer().begin(Duration.ofSeconds(wait), this::waiting)) {
      // All files are checked before the first is stored, so that an error changes nothing.
      List<CheckedFile> checked = new ArrayList<>();
      for (Path file : files) {
        checked.add(check(session, file));
      }
      for (CheckedFile file : checked) {
        FileResult result = store(session, file);
        results.add(result);
        warn(result);
      }
      print(total(results, catalogue.count()));
    }
    return results.stream().anyMatch(FileResult::allRejected) ? 1 : 0;
  }

  private void waiting(@Nullable Instant since) {
    if (wait > 0) {
      global
          .err()
          .println(
              "Another import is running%s; waiting for it to finish."
                  .formatted(since == null ? "" : " since " + since));
      global.err().flush();
    }
  }

  private CheckedFile check(ImportSession session, Path file) throws IOException {
    ImportOptions options = new ImportOptions(strict, idPrefix, replace);
    try (Progress progress = Progress.start("Checking", "rows", -1, global.err())) {
      return session.check(
          file,
          options,
          new ImportListener() {
            @Override
            public void checking(long rows) {
              progress.stepTo(rows);
            }
          });
    }
  }

  private FileResult store(ImportSession session, CheckedFile file) throws IOException {
    long started = System.nanoTime();
    try (Progress progress = Progress.start("Importing", "rows", file.rows(), global.err())) {
      ImportReport report =
          session.store(
              file,
              new ImportListener() {
                @Override
                public void stored(long rows, long total) {
                  progress.stepTo(rows);
                }
              });
      return new FileResult(
          file.file().toString(),
          report.rows(),
          report.imported(),
          report.updated(),
          report.unchanged(),
          report.rejected(),
          report.rejectedRows(),
          Math.round((System.nanoTime() - started) / 1e6) / 1e3);
    }
  }

  private void warn(FileResult result) {
    if (result.allRejected()) {
      global
          .err()
          .println("tagline: No row of " + result.file + " could be read; correct the file.");
    }
    result.rejectedRows.stream()
        .limit(SHOWN)
        .forEach(
            row ->
                global
                    .err()
                    .println(result.file + ":" + row.line() + ": left out: " + row.reason()));
    if (result.rejected > SHOWN) {
      global
          .err()
          .println(result.file + ": and " + (result.rejected - SHOWN) + " more rows left out");
    }
  }

  private static Result total(List<FileResult> results, long films) {
    return new Result(
        results.stream().mapToLong(FileResult::rows).sum(),
        results.stream().mapToLong(FileResult::imported).sum(),
        results.stream().mapToLong(FileResult::updated).sum(),
        results.stream().mapToLong(FileResult::unchanged).sum(),
        results.stream().mapToLong(FileResult::rejected).sum(),
        films,
        results);
  }

  private void print(Result result) {
    if (global.json()) {
      global.printJson(result);
      return;
    }
    for (FileResult file : result.files) {
      global
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d rows: %,d imported, %,d updated, %,d unchanged, %,d left out (%.1f s)%n",
              file.file,
              file.rows,
              file.imported,
              file.updated,
              file.unchanged,
              file.rejected,
              file.seconds);
    }
    global.out().printf(Locale.ROOT, "The catalogue now has %,d films.%n", result.films);
  }
}
