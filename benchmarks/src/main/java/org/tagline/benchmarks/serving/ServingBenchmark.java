package org.tagline.benchmarks.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.input.Preparation;
import org.tagline.benchmarks.python.PythonOption;
import org.tagline.benchmarks.python.PythonServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One long synopsis, from its text to its tags, beside a FastAPI server around transformers.
 *
 * <p>Prints a Markdown table and writes it to {@code benchmarks/results/serving.md}.
 */
@Command(
    name = "serving",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures answers to one synopsis beside a FastAPI server; some minutes.")
public final class ServingBenchmark implements Callable<Integer> {

  @Option(names = "--rounds", defaultValue = "3", description = "Turns of both (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--characters",
      defaultValue = "5000",
      description = "Of the synopsis (${DEFAULT-VALUE}).")
  private int characters;

  @Option(names = "--answers", defaultValue = "15", description = "A round (${DEFAULT-VALUE}).")
  private int answers;

  @Option(
      names = "--films",
      description = "What the text is taken from (../shared/data/task.csv, else the sample).")
  private Path films = FilmsOption.standard();

  @Option(
      names = "--tagger",
      description = "What `tagline export` wrote; without, MiniLM under a head of seeded weights.")
  private @Nullable Path tagger;

  @Mixin private PythonOption peers = new PythonOption();

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/serving.md",
      description = "Where the table goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("serving.md");

  private final ObjectMapper json = new ObjectMapper();

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new ServingBenchmark(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      FreshProcess process = new FreshProcess("256m", Launcher.ENVIRONMENT);
      Path folder = scratch.resolve("work");
      var order = new Preparation.Order(films.toAbsolutePath(), folder, 0, 30);
      process.run(Preparation.class, Preparation.Prepared.class, json.writeValueAsString(order));
      Path model = tagger == null ? folder.resolve("base") : tagger.toAbsolutePath();
      int warmUp = Math.max(4, answers / 3);
      var work =
          new TaglinePredictions.Work(
              model, films.toAbsolutePath(), characters, Preparation.tags(model), warmUp, answers);
      List<TaglinePredictions.Read> python = new ArrayList<>();
      List<TaglinePredictions.Read> tagline = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        python.add(python(model, warmUp));
        tagline.add(
            process.run(
                TaglinePredictions.class,
                TaglinePredictions.Read.class,
                json.writeValueAsString(work)));
      }
      String report = report(python, tagline);
      MarkdownReport.write(results, report);
      return 0;
    }
  }

  private TaglinePredictions.Read python(Path model, int warmUp)
      throws IOException, InterruptedException {
    String request = Synopsis.json(Synopsis.of(films, characters));
    try (PythonServer server = PythonServer.start(peers.path(), model)) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < warmUp + answers; i++) {
        double one = server.millis(request);
        if (i >= warmUp) {
          millis.add(one);
        }
      }
      return new TaglinePredictions.Read(millis, server.residentBytes());
    }
  }

  private String report(List<TaglinePredictions.Read> python, List<TaglinePredictions.Read> tagline)
      throws IOException {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(median(tagline.get(round)) / median(python.get(round)));
    }
    return "# One synopsis, from its text to its tags\n\n`./benchmarks/run serving` made this. "
        + MachineFacts.read().sentence()
        + format(
            "%n%nMiniLM-L6, a text of %d characters, all of it read in windows of at most 512 tokens;"
                + " one request after another. FastAPI with transformers (two workers, the versions"
                + " of benchmarks/peers/requirements.txt) is asked over HTTP on the same machine;"
                + " Tagline in its own process, without HTTP. The median (least–most) of %d rounds'"
                + " medians, each side in turn in a fresh process.%n%n",
            characters, rounds)
        + "| | milliseconds | resident memory, MB |\n| --- | --- | --- |\n"
        + row("FastAPI + transformers", python)
        + row("Tagline", tagline)
        + format("%nTagline ÷ FastAPI, in time: %s.%n", MedianRange.of(ratios).text(2));
  }

  private static double median(TaglinePredictions.Read read) {
    return MedianRange.of(read.millis()).median();
  }

  private static String row(String name, List<TaglinePredictions.Read> rounds) {
    return format(
        "| %s | %s | %s |%n",
        name,
        MedianRange.of(rounds.stream().map(ServingBenchmark::median).toList()).text(0),
        MedianRange.of(rounds.stream().map(read -> read.residentBytes() / 1e6).toList()).text(0));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
