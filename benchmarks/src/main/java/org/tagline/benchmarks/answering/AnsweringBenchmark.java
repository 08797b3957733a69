package org.tagline.benchmarks.answering;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.BenchmarkCommand;
import org.tagline.benchmarks.FreshProcess;
import org.tagline.benchmarks.Launcher;
import org.tagline.benchmarks.MachineFacts;
import org.tagline.benchmarks.PeerFilms;
import org.tagline.benchmarks.ReportFile;
import org.tagline.benchmarks.ScratchFolder;
import org.tagline.benchmarks.peers.Preparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Answering with Tagline's engine beside ONNX Runtime on the same weights: latency and throughput
 * by length and batch, memory, and how far the answers are apart.
 *
 * <p>Prints a Markdown table and writes it to {@code benchmarks/results/answering.md}.
 */
@Command(
    name = "answering",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures answering beside ONNX Runtime; some five minutes on two cores.")
public final class AnsweringBenchmark implements Callable<Integer> {
  private static final List<Answering.Shape> SHAPES =
      List.of(
          new Answering.Shape(1, 128),
          new Answering.Shape(8, 128),
          new Answering.Shape(1, 512),
          new Answering.Shape(8, 512));

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
  private Path films = PeerFilms.standard();

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
    BenchmarkCommand.run(new AnsweringBenchmark(), arguments);
  }

  private record Candidate(String name, Class<?> main, Answering.Work work) {}

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
              candidate("ONNX Runtime, fp32", OnnxAnswering.class, export.fp32(), tags, folder),
              candidate("ONNX Runtime, int8", OnnxAnswering.class, export.int8(), tags, folder),
              candidate("Tagline", TaglineAnswering.class, model, tags, folder));
      List<AnsweringReport.Entry> entries = new ArrayList<>();
      candidates.forEach(c -> entries.add(new AnsweringReport.Entry(c.name(), new ArrayList<>())));
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < candidates.size(); i++) {
          Candidate candidate = candidates.get(i);
          Answering.Answers answers =
              process.run(
                  candidate.main(),
                  Answering.Answers.class,
                  json.writeValueAsString(candidate.work()));
          entries.get(i).rounds().add(answers);
          System.err.printf(
              "round %d of %d: %s, milliseconds %s%n",
              round + 1, rounds, candidate.name(), answers.millis());
        }
      }
      String report =
          new AnsweringReport(MachineFacts.read(), SHAPES, compared, tagger != null, entries)
              .markdown();
      ReportFile.write(results, report);
      return 0;
    }
  }

  private Candidate candidate(String name, Class<?> main, Path model, int tags, Path folder) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new Candidate(
        name,
        main,
        new Answering.Work(model, tags, threads, SHAPES, seconds, folder.resolve("test.jsonl")));
  }
}
