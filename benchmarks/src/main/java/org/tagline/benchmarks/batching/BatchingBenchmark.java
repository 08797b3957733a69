package org.tagline.benchmarks.batching;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tagline.benchmarks.batching.BatchingProcess.BatchingFigures;
import org.tagline.benchmarks.batching.BatchingProcess.BatchingTask;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.harness.Rounds;
import org.tagline.benchmarks.input.FilmsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the gain of computing several texts in one pass instead of one pass per text, and
 * whether the results stay the same.
 */
@Command(
    name = "batching",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares one pass per text with one pass for all; one or two minutes.")
public final class BatchingBenchmark extends Benchmark {

  @Mixin private Rounds rounds = new Rounds(5);

  @Option(
      names = "--texts",
      defaultValue = "8",
      description = "Number of texts in one pass (${DEFAULT-VALUE}).")
  private int texts;

  @Option(
      names = "--tokens",
      split = ",",
      defaultValue = "32,64,128,256,512",
      description = "Lengths of the texts in tokens (${DEFAULT-VALUE}).")
  private int[] tokens = {};

  @Mixin private FilmsOption films = new FilmsOption();

  BatchingBenchmark() {
    super("Texts of several requests in one pass");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    BatchingFigures[] figures =
        new FreshProcess("256m", Launcher.ENVIRONMENT)
            .run(
                BatchingProcess.class,
                BatchingFigures[].class,
                new BatchingTask(films.file(), texts, tokens, rounds.count()));
    report
        .paragraph(
            "MiniLM-L6 with %d texts of one window each, computed in one pass per text and in one"
                + " pass for all, in turn. Each figure is the median (min–max) of %d rounds. The"
                + " last column counts the texts whose vectors are equal to the last bit.",
            texts, rounds.count())
        .table(
            List.of(
                "products",
                "tokens per text",
                "one by one, texts/s",
                "together, texts/s",
                "together ÷ one by one",
                "equal"));
    for (BatchingFigures each : figures) {
      report.row(
          each.precision().toLowerCase(Locale.ROOT),
          each.tokens(),
          perSecond(each.singleMillis()),
          perSecond(each.togetherMillis()),
          gain(each).text(2),
          each.equal() + " of " + texts);
    }
    return true;
  }

  private static MedianRange gain(BatchingFigures figures) {
    return MedianRange.of(
        IntStream.range(0, figures.singleMillis().size())
            .mapToObj(
                round -> figures.singleMillis().get(round) / figures.togetherMillis().get(round))
            .toList());
  }

  private String perSecond(List<Double> millis) {
    return MedianRange.of(millis.stream().map(each -> 1000 * texts / each).toList()).text(1);
  }
}
