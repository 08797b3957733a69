package org.tagline.benchmarks.finetuning.quality;

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
 * Whether Tagline's faster way costs quality: the same whole fine-tunings by Hugging Face Trainer
 * in float32, on every split of a file, short windows so that it ends within the hour.
 *
 * <p>Prints a Markdown table and writes it to {@code benchmarks/results/peers-quality.md}.
 */
@Command(
    name = "peers-quality",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures macro-F1 beside Hugging Face Trainer over splits; some half an hour on two cores.")
public final class PeersQualityBenchmark implements Callable<Integer> {

  @Option(
      names = "--films",
      description = "Films with one tag each (../shared/data/task.csv, else the sample's).")
  private Path films = FilmsOption.standard();

  @Option(
      names = "--splits",
      defaultValue = "../shared/data/task-splits.csv",
      description = "A CSV with row or id and columns of train and test (${DEFAULT-VALUE}).")
  private Path splits = Path.of("splits.csv");

  @Option(
      names = "--columns",
      split = ",",
      defaultValue = "split0,split1,split2,split3,split4",
      description = "Of that file (${DEFAULT-VALUE}).")
  private List<String> columns = List.of();

  @Option(
      names = "--max-tokens",
      defaultValue = "128",
      description = "Of each film's first window, which alone is read (${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(names = "--epochs", defaultValue = "2", description = "Readings (${DEFAULT-VALUE}).")
  private int epochs;

  @Option(names = "--batch", defaultValue = "16", description = "Films a step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--seed", defaultValue = "42", description = "Of both sides (${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private PythonOption peers = new PythonOption();

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/peers-quality.md",
      description = "Where the table goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("peers-quality.md");

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new PeersQualityBenchmark(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FineTuningSides sides = new FineTuningSides(peers);
    List<QualityComparison.Pair> pairs = new ArrayList<>();
    for (String column : columns) {
      try (ScratchFolder scratch = ScratchFolder.create()) {
        Path folder = scratch.resolve("work");
        Preparation.Prepared prepared =
            sides.prepare(
                new Preparation.Order(
                    films.toAbsolutePath(),
                    folder,
                    0,
                    0,
                    splits.toAbsolutePath() + ":" + column,
                    maxTokens,
                    "first"));
        FineTuningTask work = FineTuningTask.of(folder, prepared, epochs, batch, seed);
        FineTuningResult tagline = sides.tagline(work);
        FineTuningResult trainer = sides.trainer(work);
        pairs.add(new QualityComparison.Pair(column, trainer, tagline));
        System.err.printf(
            "%s: Trainer %.3f in %.0f s, Tagline %.3f in %.0f s%n",
            column, trainer.macroF1(), trainer.seconds(), tagline.macroF1(), tagline.seconds());
      }
    }
    MarkdownReport.write(
        results,
        new QualityComparison(
                MachineFacts.read(),
                films.getFileName().toString(),
                maxTokens,
                epochs,
                batch,
                List.copyOf(pairs))
            .markdown());
    return 0;
  }
}
