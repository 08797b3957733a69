package org.tagline.benchmarks.importing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.harness.ResidentMemory;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.catalogue.Catalogue;
import org.tagline.catalogue.ImportListener;
import org.tagline.catalogue.ImportOptions;
import org.tagline.catalogue.ImportReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Importing a large catalogue of invented texts, each time into an empty one in a fresh process.
 *
 * <p>Prints a Markdown table and writes it to {@code benchmarks/results/import.md}.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures importing invented films; some ten seconds a round.")
public final class ImportBenchmark implements Callable<Integer> {
  private static final long SEED = 17;
  private static final int WORDS = 20_000;

  @Option(names = "--rounds", defaultValue = "3", description = "Imports (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--films", defaultValue = "20000", description = "Rows (${DEFAULT-VALUE}).")
  private int films;

  @Option(
      names = "--characters",
      defaultValue = "5000",
      description = "Of each synopsis (${DEFAULT-VALUE}).")
  private int characters;

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/import.md",
      description = "Where the table goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("import.md");

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new ImportBenchmark(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ScratchFolder folder = ScratchFolder.create()) {
      Path csv = folder.resolve("films.csv");
      write(csv);
      FreshProcess process = new FreshProcess("1g", Map.of());
      List<Run> runs = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        Path home = folder.resolve("home" + round);
        runs.add(process.run(Import.class, Run.class, home.toString(), csv.toString()));
        ScratchFolder.delete(home);
      }
      String report = markdown(Files.size(csv), runs);
      MarkdownReport.write(results, report);
      return 0;
    }
  }

  /**
   * What one process measured.
   *
   * @param imported films that the catalogue took
   * @param seconds from the process's start until all are on the disk and the catalogue is closed
   * @param peakBytes the most memory the process ever held
   */
  record Run(long imported, double seconds, long peakBytes) {}

  /** The measured process. */
  static final class Import {
    private Import() {}

    /** Imports the second argument's file into the catalogue in the first argument's folder. */
    public static void main(String[] arguments) throws IOException {
      ImportReport report;
      try (Catalogue catalogue = Catalogue.open(Path.of(arguments[0]), null)) {
        report =
            catalogue
                .importer()
                .importFile(Path.of(arguments[1]), ImportOptions.DEFAULT, ImportListener.NONE);
      }
      double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
      FreshProcess.answer(new Run(report.imported(), seconds, ResidentMemory.ofThisProcess()));
    }
  }

  private String markdown(long bytes, List<Run> runs) throws IOException {
    runs.forEach(
        run -> {
          if (run.imported() != films) {
            throw new IllegalStateException(
                run.imported() + " of " + films + " films were imported");
          }
        });
    return String.format(
        Locale.ROOT,
        """
        # Import

        `./benchmarks/run import` made this. %s

        %,d invented films with %,d characters each, %.0f MB of CSV, into an empty embedded catalogue.
        Each figure is the median (least–most) of %d imports, each in a fresh process.

        | seconds | films/s | peak memory, GB |
        | --- | --- | --- |
        | %s | %s | %s |
        """,
        MachineFacts.read().sentence(),
        films,
        characters,
        bytes / 1e6,
        runs.size(),
        MedianRange.of(runs.stream().map(Run::seconds).toList()).text(2),
        MedianRange.of(runs.stream().map(run -> films / run.seconds()).toList()).text(0),
        MedianRange.of(runs.stream().map(run -> run.peakBytes() / 1e9).toList()).text(2));
  }

  private void write(Path csv) throws IOException {
    Random random = new Random(SEED);
    List<String> words =
        Stream.generate(() -> word(random)).distinct().limit(WORDS).collect(Collectors.toList());
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("id,title,synopsis,tags\n");
      for (int film = 0; film < films; film++) {
        String text = text(random, words);
        out.write("f" + film + ",Film " + film + ",\"" + text + "\",drama|quest\n");
      }
    }
  }

  /** Words drawn so that few are frequent, as in language, with quotes and line breaks. */
  private String text(Random random, List<String> words) {
    StringBuilder text = new StringBuilder(characters + 32);
    while (text.length() < characters) {
      double rank = Math.pow(words.size(), random.nextDouble()) - 1;
      text.append(words.get((int) rank));
      text.append(random.nextInt(60) == 0 ? ".\n" : random.nextInt(80) == 0 ? " \"\"so\"\" " : " ");
    }
    text.setLength(characters);
    // A cut through a doubled quote would end the field early.
    return text.toString().replaceAll("\"+$", "").strip();
  }

  private static String word(Random random) {
    return random
        .ints(2L + random.nextInt(8), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
