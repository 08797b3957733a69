package org.tagline.benchmarks.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.engine.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tagline's training beside DJL's on the same model, weights and windows, and beside what the
 * machine's matrix products reach.
 *
 * <p>Refuses to time contenders whose results differ. Prints a Markdown table and writes it to
 * {@code benchmarks/results/training.md}.
 */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures training beside DJL; some ten minutes on two quiet cores.")
public final class TrainingBenchmark implements Callable<Integer> {
  /** In float32 the contenders differ by rounding only; bfloat16 keeps 8 bits. */
  private static final Map<String, Double> TOLERANCE = Map.of("fp32", 1e-3, "bf16", 5e-2);

  @Option(names = "--rounds", defaultValue = "3", description = "Turns of all (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--warm-up", defaultValue = "2", description = "Steps first (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--steps", defaultValue = "6", description = "Timed steps (${DEFAULT-VALUE}).")
  private int steps;

  @Option(names = "--batch", defaultValue = "8", description = "Windows (${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--tokens", defaultValue = "512", description = "A window (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/training.md",
      description = "Where the table goes (${DEFAULT-VALUE}).")
  private Path results = Path.of("training.md");

  private final ObjectMapper json = new ObjectMapper();

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    Benchmark.run(new TrainingBenchmark(), arguments);
  }

  private record Candidate(
      String name,
      String precision,
      String versions,
      Class<?> main,
      Map<String, String> environment) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ScratchFolder folder = ScratchFolder.create()) {
      Path weights = folder.resolve("weights.safetensors");
      // DJL unpacks its natives here, and is told to ask nobody for them.
      Path natives = Path.of("benchmarks", "target", "djl").toAbsolutePath();
      FreshProcess process =
          new FreshProcess(
              "1g",
              Map.of(
                  "DJL_CACHE_DIR", natives.toString(),
                  "DJL_OFFLINE", "true",
                  "OPT_OUT_TRACKING", "true"));
      process.run(TrainingWeights.class, Path.class, weights.toString());
      String report = measure(process, weights).markdown();
      MarkdownReport.write(results, report);
      return 0;
    }
  }

  private TrainingComparison measure(FreshProcess process, Path weights)
      throws IOException, InterruptedException {
    LibraryVersions versions = LibraryVersions.read();
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(new Candidate("DJL", "fp32", versions.djl(), DjlTraining.class, Map.of()));
    candidates.add(tagline("fp32", versions));
    if (Precision.BF16.isNative()) {
      candidates.add(tagline("bf16", versions));
    }
    requireAgreement(process, weights, candidates);
    List<MatrixProducts.Ceiling> ceilings = new ArrayList<>();
    List<List<ContenderResult>> measured = new ArrayList<>();
    candidates.forEach(candidate -> measured.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      ceilings.add(process.run(MatrixProducts.class, MatrixProducts.Ceiling.class));
      for (int i = 0; i < candidates.size(); i++) {
        ContenderResult result = run(process, weights, candidates.get(i), warmUp, steps);
        measured.get(i).add(result);
        System.err.printf(
            "round %d of %d: %s %s, %.2f windows/s, %.2f GB%n",
            round + 1,
            rounds,
            candidates.get(i).name(),
            candidates.get(i).precision(),
            result.windowsPerSecond(batch),
            result.peakBytes() / 1e9);
      }
    }
    List<TrainingComparison.Entry> entries = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate c = candidates.get(i);
      entries.add(
          new TrainingComparison.Entry(c.name(), c.precision(), c.versions(), measured.get(i)));
    }
    return new TrainingComparison(
        MachineFacts.read(),
        "./benchmarks/run training",
        new Workload(weights, "fp32", batch, tokens, warmUp, steps),
        ceilings,
        entries);
  }

  private static Candidate tagline(String precision, LibraryVersions versions) {
    Class<?> main = TaglineTraining.class;
    return new Candidate("Tagline", precision, versions.tagline(), main, Launcher.ENVIRONMENT);
  }

  private void requireAgreement(FreshProcess process, Path weights, List<Candidate> candidates)
      throws IOException, InterruptedException {
    Contender.Agreement baseline = run(process, weights, candidates.get(0), 0, 0).agreement();
    for (Candidate candidate : candidates.subList(1, candidates.size())) {
      Difference difference =
          Difference.between(run(process, weights, candidate, 0, 0).agreement(), baseline);
      double tolerance = TOLERANCE.getOrDefault(candidate.precision(), 0.0);
      if (!difference.within(tolerance)) {
        throw new IllegalStateException(
            candidate.name()
                + " in "
                + candidate.precision()
                + " computes something else than "
                + candidates.get(0).name()
                + ", so their speed cannot be compared: "
                + difference);
      }
    }
  }

  private ContenderResult run(
      FreshProcess process, Path weights, Candidate candidate, int warmUpSteps, int timedSteps)
      throws IOException, InterruptedException {
    Workload workload =
        new Workload(weights, candidate.precision(), batch, tokens, warmUpSteps, timedSteps);
    return process
        .with(candidate.environment())
        .run(candidate.main(), ContenderResult.class, json.writeValueAsString(workload));
  }
}
