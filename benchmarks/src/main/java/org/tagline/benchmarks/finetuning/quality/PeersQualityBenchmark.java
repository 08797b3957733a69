package org.tagline.benchmarks.finetuning.quality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagline.benchmarks.finetuning.FineTuningResult;
import org.tagline.benchmarks.finetuning.FineTuningSides;
import org.tagline.benchmarks.finetuning.FineTuningTask;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.input.Preparation.PreparationTask;
import org.tagline.benchmarks.input.Preparation.PreparedInput;
import org.tagline.benchmarks.python.PythonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Checks whether Tagline's faster arithmetic costs quality: Tagline and Hugging Face Trainer, which
 * uses float32, run equal fine-tunings on several splits of a file. Windows are short so that the
 * benchmark ends within an hour.
 */
@Command(
    name = "peers-quality",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares macro-F1 with Hugging Face Trainer on several splits; about half an hour on two"
            + " cores.")
public final class PeersQualityBenchmark extends Benchmark {

  @Mixin private FilmsOption films = new FilmsOption();

  @Option(
      names = "--splits",
      defaultValue = "../shared/data/task-splits.csv",
      description =
          "CSV file with a column row or id and one column of train and test per split"
              + " (${DEFAULT-VALUE}).")
  private Path splits = Path.of("splits.csv");

  @Option(
      names = "--columns",
      split = ",",
      defaultValue = "split0,split1,split2,split3,split4",
      description = "Columns of that file (${DEFAULT-VALUE}).")
  private List<String> columns = List.of();

  @Option(
      names = "--max-tokens",
      defaultValue = "128",
      description = "Tokens of each film's first window; the rest is not read (${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(
      names = "--epochs",
      defaultValue = "2",
      description = "Number of epochs (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      defaultValue = "16",
      description = "Films per step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Seed of both sides (${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private PythonOption python = new PythonOption();

  PeersQualityBenchmark() {
    super("Quality compared with Hugging Face Trainer");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    FineTuningSides sides = new FineTuningSides(python);
    List<QualityComparison.SplitResult> results = new ArrayList<>();
    for (String column : columns) {
      QualityComparison.SplitResult result = measure(sides, column);
      results.add(result);
      System.err.printf(
          "%s: Trainer %.3f in %.0f s, Tagline %.3f in %.0f s%n",
          column,
          result.trainer().macroF1(),
          result.trainer().seconds(),
          result.tagline().macroF1(),
          result.tagline().seconds());
    }
    new QualityComparison(films.name(), maxTokens, epochs, batch, List.copyOf(results))
        .addTo(report);
    return true;
  }

  private QualityComparison.SplitResult measure(FineTuningSides sides, String column)
      throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path folder = scratch.resolve("work");
      String split = splits.toAbsolutePath() + ":" + column;
      PreparedInput prepared =
          sides.prepare(new PreparationTask(films.file(), folder, 0, 0, split, maxTokens, "first"));
      FineTuningTask task = FineTuningTask.of(folder, prepared, epochs, batch, seed);
      FineTuningResult tagline = sides.tagline(task);
      FineTuningResult trainer = sides.trainer(task);
      return new QualityComparison.SplitResult(column, trainer, tagline);
    }
  }
}
