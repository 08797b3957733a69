package org.tagline.benchmarks.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.input.FilmsOption;
import org.tagline.benchmarks.input.Preparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * InferenceRuntime with Tagline's engine beside ONNX Runtime on the same weights: latency and
 * throughput by length and batch, memory, and how far the answers are apart.
 *
 * <p>Prints a Markdown table and writes it to {@code benchmarks/results/answering.md}.
 */
@Command(
    name = "answering",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures answering beside ONNX Runtime; some five minutes on two cores.")
public final class InferenceBenchmark implements Callable<Integer> {
  private static final List<InferenceRuntime.Shape> SHAPES =
      List.of(
          new InferenceRuntime.Shape(1, 128),
          new InferenceRuntime.Shape(8, 128),
          new InferenceRuntime.Shape(1, 512),
          new InferenceRuntime.Shape(8, 512));

  @Option(names = "--rounds", defaultValue = "3", description = "Turns of all (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "For each length and batch, after a warm-up of half of it (${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--films",
      description = "Films with one tag each (../shared/data/task.csv, else the sample's).")
  private Path films = FilmsOption.standard();

  @Option(
      names = "--compared",
      defaultValue = "50",
      description = "Films whose answers are compared (${DEFAULT-VALUE}).")
  private int compared;

  @Option(
      names = "--tagger",
      description = "What `tagline export` wrote; without, MiniLM under a head of seeded weights.")
  private @Nullable Path tagger;

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/answering.md",
      description = "Where the table goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("answering.md");

  private final ObjectMapper json = new ObjectMapper();

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new InferenceBenchmark(), arguments);
  }

  private record Candidate(String name, Class<?> main, InferenceRuntime.Work work) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      FreshProcess process = new FreshProcess("512m", Launcher.ENVIRONMENT);
      Path folder = scratch.resolve("work");
      var order = new Preparation.Order(films.toAbsolutePath(), folder, 0, compared);
      Preparation.Prepared prepared =
          process.run(
              Preparation.class, Preparation.Prepared.class, json.writeValueAsString(order));
      Path model = tagger == null ? folder.resolve("base") : tagger;
      int tags = tagger == null ? prepared.tags().size() : Preparation.tags(tagger);
      var export =
          new OnnxExport.Order(
              model, tags, folder.resolve("fp32.onnx"), folder.resolve("int8.onnx"));
      process.run(OnnxExport.class, OnnxExport.Order.class, json.writeValueAsString(export));
      List<Candidate> candidates =
          List.of(
              candidate("ONNX Runtime, fp32", OnnxRuntime.class, export.fp32(), tags, folder),
              candidate("ONNX Runtime, int8", OnnxRuntime.class, export.int8(), tags, folder),
              candidate("Tagline", TaglineRuntime.class, model, tags, folder));
      List<InferenceComparison.Entry> entries = new ArrayList<>();
      candidates.forEach(
          c -> entries.add(new InferenceComparison.Entry(c.name(), new ArrayList<>())));
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < candidates.size(); i++) {
          Candidate candidate = candidates.get(i);
          InferenceRuntime.Answers answers =
              process.run(
                  candidate.main(),
                  InferenceRuntime.Answers.class,
                  json.writeValueAsString(candidate.work()));
          entries.get(i).rounds().add(answers);
          System.err.printf(
              "round %d of %d: %s, milliseconds %s%n",
              round + 1, rounds, candidate.name(), answers.millis());
        }
      }
      String report =
          new InferenceComparison(MachineFacts.read(), SHAPES, compared, tagger != null, entries)
              .markdown();
      MarkdownReport.write(results, report);
      return 0;
    }
  }

  private Candidate candidate(String name, Class<?> main, Path model, int tags, Path folder) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new Candidate(
        name,
        main,
        new InferenceRuntime.Work(
            model, tags, threads, SHAPES, seconds, folder.resolve("test.jsonl")));
  }
}
