package org.tagline.benchmarks.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Rounds;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.importing.ImportProcess.ImportFigures;
import org.tagline.benchmarks.importing.ImportProcess.ImportTask;
import org.tagline.files.Folders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the import of many invented films. Each import fills an empty catalogue in a fresh
 * process.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures the import of invented films; about ten seconds per round.")
public final class ImportBenchmark extends Benchmark {

  @Mixin private Rounds rounds = new Rounds(3);

  @Option(
      names = "--films",
      defaultValue = "20000",
      description = "Number of films (${DEFAULT-VALUE}).")
  private int films;

  @Option(
      names = "--characters",
      defaultValue = "5000",
      description = "Length of each synopsis (${DEFAULT-VALUE}).")
  private int characters;

  ImportBenchmark() {
    super("Import");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    try (ScratchFolder folder = ScratchFolder.create()) {
      Path csv = folder.resolve("films.csv");
      new InventedFilms(films, characters).write(csv);
      Path home = folder.resolve("home");
      var imports = new Rounds.Entrant<>("import", () -> run(home, csv));
      Series<ImportFigures> series =
          rounds.run(List.of(imports), run -> run.seconds() + " s").get(0);
      report
          .paragraph(
              "%,d invented films with %,d characters each (%.0f MB of CSV) are imported into an"
                  + " empty embedded catalogue. Each figure is the median (min–max) of %d imports,"
                  + " each in a fresh process.",
              films, characters, Files.size(csv) / 1e6, rounds.count())
          .table(List.of("seconds", "films/s", "peak memory, GB"))
          .row(
              series.of(ImportFigures::seconds).text(2),
              series.of(run -> films / run.seconds()).text(0),
              series.of(run -> run.peakBytes() / 1e9).text(2));
      return true;
    }
  }

  private ImportFigures run(Path home, Path csv) throws IOException, InterruptedException {
    ImportFigures figures =
        new FreshProcess("1g", Map.of())
            .run(ImportProcess.class, ImportFigures.class, new ImportTask(home, csv));
    Folders.delete(home);
    if (figures.imported() != films) {
      throw new IllegalStateException(
          "imported only " + figures.imported() + " of " + films + " films");
    }
    return figures;
  }
}
