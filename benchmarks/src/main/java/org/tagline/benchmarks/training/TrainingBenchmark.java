package org.tagline.benchmarks.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.FreshProcess;
import org.tagline.benchmarks.harness.Launcher;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Rounds;
import org.tagline.benchmarks.harness.ScratchFolder;
import org.tagline.benchmarks.harness.Series;
import org.tagline.engine.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares training steps of Tagline with those of DJL on the same model, weights and windows, and
 * with the speed of plain matrix products on this machine. Refuses to time contenders whose results
 * differ.
 */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Compares training with DJL; about ten minutes on two idle cores.")
public final class TrainingBenchmark extends Benchmark {
  /** Float32 results differ by rounding only; bfloat16 has a significand of 8 bits. */
  private static final Map<String, Double> TOLERANCE = Map.of("fp32", 1e-3, "bf16", 5e-2);

  @Mixin private Rounds rounds = new Rounds(3);

  @Option(
      names = "--warm-up",
      defaultValue = "2",
      description = "Steps before the timed ones (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--steps",
      defaultValue = "6",
      description = "Number of timed steps (${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch",
      defaultValue = "8",
      description = "Windows per step (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--tokens",
      defaultValue = "512",
      description = "Tokens per window (${DEFAULT-VALUE}).")
  private int tokens;

  TrainingBenchmark() {
    super("Training speed and memory");
  }

  /**
   * A library in one precision.
   *
   * @param versions versions of the library and what it computes with
   * @param main class whose main method runs the workload
   * @param environment variables of its process
   */
  private record Candidate(
      String name,
      String precision,
      String versions,
      Class<?> main,
      Map<String, String> environment) {

    String label() {
      return name + ", " + precision;
    }
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    try (ScratchFolder folder = ScratchFolder.create()) {
      Path weights = folder.resolve("weights.safetensors");
      // DJL unpacks its native libraries here and must not download any.
      Path natives = Path.of("benchmarks", "target", "djl").toAbsolutePath();
      FreshProcess process =
          new FreshProcess(
              "1g",
              Map.of(
                  "DJL_CACHE_DIR", natives.toString(),
                  "DJL_OFFLINE", "true",
                  "OPT_OUT_TRACKING", "true"));
      process.run(TrainingWeights.class, Path.class, weights);
      comparison(process, weights).addTo(report);
      return true;
    }
  }

  private TrainingComparison comparison(FreshProcess process, Path weights)
      throws IOException, InterruptedException {
    List<Candidate> candidates = candidates();
    requireAgreement(process, weights, candidates);
    List<Rounds.Entrant<ContenderResult>> entrants = new ArrayList<>();
    for (Candidate candidate : candidates) {
      entrants.add(
          new Rounds.Entrant<>(
              candidate.label(), () -> run(process, weights, candidate, warmUp, steps)));
    }
    List<MatrixProducts.Ceiling> ceilings = new ArrayList<>();
    List<Series<ContenderResult>> series =
        rounds.run(
            () -> process.run(MatrixProducts.class, MatrixProducts.Ceiling.class, ""),
            ceilings,
            entrants,
            result ->
                MarkdownReport.format(
                    "%.2f windows/s, %.2f GB",
                    result.windowsPerSecond(batch), result.peakBytes() / 1e9));
    List<TrainingComparison.Trained> trained = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      trained.add(
          new TrainingComparison.Trained(
              candidate.precision(), candidate.versions(), series.get(i)));
    }
    return new TrainingComparison(
        new Workload(weights, "fp32", batch, tokens, warmUp, steps), ceilings, trained);
  }

  private static List<Candidate> candidates() throws IOException {
    LibraryVersions versions = LibraryVersions.read();
    List<Candidate> candidates = new ArrayList<>();
    candidates.add(new Candidate("DJL", "fp32", versions.djl(), DjlTraining.class, Map.of()));
    candidates.add(tagline("fp32", versions));
    if (Precision.BF16.isNative()) {
      candidates.add(tagline("bf16", versions));
    }
    return candidates;
  }

  private static Candidate tagline(String precision, LibraryVersions versions) {
    Class<?> main = TaglineTraining.class;
    return new Candidate("Tagline", precision, versions.tagline(), main, Launcher.ENVIRONMENT);
  }

  private void requireAgreement(FreshProcess process, Path weights, List<Candidate> candidates)
      throws IOException, InterruptedException {
    Candidate first = candidates.get(0);
    Contender.Agreement baseline = run(process, weights, first, 0, 0).agreement();
    for (Candidate candidate : candidates.subList(1, candidates.size())) {
      Difference difference =
          Difference.between(run(process, weights, candidate, 0, 0).agreement(), baseline);
      double tolerance = TOLERANCE.getOrDefault(candidate.precision(), 0.0);
      if (!difference.within(tolerance)) {
        throw new IllegalStateException(
            candidate.label()
                + " computes other results than "
                + first.label()
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
        .run(candidate.main(), ContenderResult.class, workload);
  }
}
