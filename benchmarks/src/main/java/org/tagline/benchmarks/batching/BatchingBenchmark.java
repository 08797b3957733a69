package org.tagline.benchmarks.batching;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.input.FilmsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What it is worth to compute several requests' texts in one pass, and whether their numbers stay
 * the same.
 *
 * <p>Prints a Markdown table and writes it to {@code benchmarks/results/batching.md}.
 */
@Command(
    name = "batching",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures texts in a pass each beside all in one pass; a minute or two.")
public final class BatchingBenchmark implements Callable<Integer> {

  @Option(names = "--rounds", defaultValue = "5", description = "Turns of both (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--texts", defaultValue = "8", description = "In one pass (${DEFAULT-VALUE}).")
  private int texts;

  @Option(
      names = "--tokens",
      split = ",",
      defaultValue = "32,64,128,256,512",
      description = "Lengths of the texts (${DEFAULT-VALUE}).")
  private int[] tokens = {};

  @Option(
      names = "--films",
      description = "What the texts are taken from (../shared/data/task.csv, else the sample).")
  private Path films = FilmsOption.standard();

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/batching.md",
      description = "Where the table goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("batching.md");

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new BatchingBenchmark(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var work = new BatchingProcess.Work(films.toAbsolutePath(), texts, tokens, rounds);
    BatchingProcess.Both[] measured =
        new FreshProcess("256m", Launcher.ENVIRONMENT)
            .run(
                BatchingProcess.class,
                BatchingProcess.Both[].class,
                new ObjectMapper().writeValueAsString(work));
    StringBuilder report = new StringBuilder("# Texts of several requests in one pass\n\n");
    report.append("`./benchmarks/run batching` made this. ").append(MachineFacts.read().sentence());
    report.append(
        format(
            "%n%nMiniLM-L6, %d texts of one window each: each in a pass of its own, and all in one,"
                + " in turn. The median (least–most) of %d rounds. Equal are texts whose vectors are"
                + " the same to the last bit both ways.%n%n",
            texts, rounds));
    report.append("| products | tokens a text | alone, texts/s | together, texts/s |");
    report.append(" together ÷ alone | equal |\n");
    report.append("| --- | --- | --- | --- | --- | --- |\n");
    for (BatchingProcess.Both both : measured) {
      report.append(row(both));
    }
    MarkdownReport.write(results, report.toString());
    return 0;
  }

  private String row(BatchingProcess.Both both) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(both.aloneMillis().get(round) / both.togetherMillis().get(round));
    }
    return format(
        "| %s | %s | %s | %s | %s | %d of %d |%n",
        both.precision().toLowerCase(Locale.ROOT),
        both.tokens(),
        perSecond(both.aloneMillis()),
        perSecond(both.togetherMillis()),
        MedianRange.of(ratios).text(2),
        both.equal(),
        texts);
  }

  private String perSecond(List<Double> millis) {
    return MedianRange.of(millis.stream().map(one -> 1000 * texts / one).toList()).text(1);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
