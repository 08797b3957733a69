package org.tagline.benchmarks.finetuning.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagline.benchmarks.finetuning.FineTuningResult;
import org.tagline.benchmarks.finetuning.FineTuningSides;
import org.tagline.benchmarks.finetuning.FineTuningTask;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Rounds;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.input.Preparation.PreparationTask;
import org.tagline.benchmarks.input.Preparation.PreparedInput;
import org.tagline.benchmarks.python.PythonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares the speed and memory of fine-tuning with those of Hugging Face Trainer. Base encoder,
 * films, windows and plan are equal.
 */
@Command(
    name = "peers-training",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares fine-tuning with Hugging Face Trainer; about ten minutes on two cores.")
public final class PeersTrainingBenchmark extends Benchmark {

  @Mixin private Rounds rounds = new Rounds(3);

  @Mixin private FilmsOption films = new FilmsOption();

  @Option(
      names = "--train-films",
      defaultValue = "64",
      description = "Number of training films (${DEFAULT-VALUE}).")
  private int trainFilms;

  @Option(
      names = "--test-films",
      defaultValue = "32",
      description = "Number of test films for macro-F1 (${DEFAULT-VALUE}).")
  private int testFilms;

  @Option(
      names = "--epochs",
      defaultValue = "1",
      description = "Number of epochs (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      defaultValue = "16",
      description = "Films per step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--accumulate",
      defaultValue = "4",
      description =
          "Films per forward pass in Trainer's row with accumulated gradients (${DEFAULT-VALUE}).")
  private int accumulate;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Seed of all sides (${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private PythonOption python = new PythonOption();

  PeersTrainingBenchmark() {
    super("Fine-tuning compared with Hugging Face Trainer");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      FineTuningSides sides = new FineTuningSides(python);
      Path folder = scratch.resolve("work");
      PreparedInput prepared =
          sides.prepare(new PreparationTask(films.file(), folder, trainFilms, testFilms));
      FineTuningTask task = FineTuningTask.of(folder, prepared, epochs, batch, seed);
      List<Series<FineTuningResult>> series =
          rounds.run(
              List.of(
                  new Rounds.Entrant<>(
                      "Trainer, " + batch + " films per pass", () -> sides.trainer(task)),
                  new Rounds.Entrant<>(
                      "Trainer, " + accumulate + " films per pass, accumulated",
                      () -> sides.trainer(task.atOnce(accumulate))),
                  new Rounds.Entrant<>("Tagline, by default", () -> sides.tagline(task))),
              result ->
                  MarkdownReport.format(
                      "%.2f films/s, %.2f GB, loss %.3f",
                      result.filmsPerSecond(batch), result.peakBytes() / 1e9, result.loss()));
      new SpeedComparison(films.name(), trainFilms, testFilms, prepared.windows(), task, series)
          .addTo(report);
      return true;
    }
  }
}
