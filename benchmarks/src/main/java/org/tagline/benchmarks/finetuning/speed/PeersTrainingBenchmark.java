package org.tagline.benchmarks.finetuning.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tagline.benchmarks.finetuning.FineTuningResult;
import org.tagline.benchmarks.finetuning.FineTuningSides;
import org.tagline.benchmarks.finetuning.FineTuningTask;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.python.PythonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Fine-tuning with Tagline beside Hugging Face Trainer: the same base, films, windows and plan.
 *
 * <p>Prints a Markdown table and writes it to {@code benchmarks/results/peers-training.md}.
 */
@Command(
    name = "peers-training",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures fine-tuning beside Hugging Face Trainer; some ten minutes on two cores.")
public final class PeersTrainingBenchmark implements Callable<Integer> {

  @Option(names = "--rounds", defaultValue = "3", description = "Turns of all (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--films",
      description = "Films with one tag each (../shared/data/task.csv, else the sample's).")
  private Path films = FilmsOption.standard();

  @Option(
      names = "--train-films",
      defaultValue = "64",
      description = "Films to train on (${DEFAULT-VALUE}).")
  private int trainFilms;

  @Option(
      names = "--test-films",
      defaultValue = "32",
      description = "Films to measure macro-F1 on (${DEFAULT-VALUE}).")
  private int testFilms;

  @Option(names = "--epochs", defaultValue = "1", description = "Readings (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(names = "--batch", defaultValue = "16", description = "Films a step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--accumulate",
      defaultValue = "4",
      description = "Films at once in Trainer's second row (${DEFAULT-VALUE}).")
  private int accumulate;

  @Option(names = "--seed", defaultValue = "42", description = "Of all sides (${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private PythonOption peers = new PythonOption();

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/peers-training.md",
      description = "Where the table goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("peers-training.md");

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new PeersTrainingBenchmark(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      FineTuningSides sides = new FineTuningSides(peers);
      Path folder = scratch.resolve("work");
      Preparation.Prepared prepared =
          sides.prepare(
              new Preparation.Order(films.toAbsolutePath(), folder, trainFilms, testFilms));
      FineTuningTask work = FineTuningTask.of(folder, prepared, epochs, batch, seed);
      List<SpeedComparison.Entry> entries =
          List.of(
              new SpeedComparison.Entry("Trainer", batch + " films at once", new ArrayList<>()),
              new SpeedComparison.Entry(
                  "Trainer", accumulate + " films at once, accumulated", new ArrayList<>()),
              new SpeedComparison.Entry("Tagline", "as it comes", new ArrayList<>()));
      for (int round = 0; round < rounds; round++) {
        measured(entries.get(0), round, sides.trainer(work));
        measured(entries.get(1), round, sides.trainer(work.atOnce(accumulate)));
        measured(entries.get(2), round, sides.tagline(work));
      }
      String report =
          new SpeedComparison(
                  MachineFacts.read(),
                  films.getFileName().toString(),
                  trainFilms,
                  testFilms,
                  prepared.windows(),
                  work,
                  entries)
              .markdown();
      MarkdownReport.write(results, report);
      return 0;
    }
  }

  private void measured(SpeedComparison.Entry entry, int round, FineTuningResult result) {
    entry.rounds().add(result);
    System.err.printf(
        "round %d of %d: %s, %s: %.2f films/s, %.2f GB, loss %.3f%n",
        round + 1,
        rounds,
        entry.name(),
        entry.setting(),
        result.filmsPerSecond(batch),
        result.peakBytes() / 1e9,
        result.loss());
  }
}
