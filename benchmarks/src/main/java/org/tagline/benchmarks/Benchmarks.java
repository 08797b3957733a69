package org.tagline.benchmarks;

import org.tagline.benchmarks.batching.BatchingBenchmark;
import org.tagline.benchmarks.contract.RequestsBenchmark;
import org.tagline.benchmarks.finetuning.quality.PeersQualityBenchmark;
import org.tagline.benchmarks.finetuning.speed.PeersTrainingBenchmark;
import org.tagline.benchmarks.importing.ImportBenchmark;
import org.tagline.benchmarks.inference.InferenceBenchmark;
import org.tagline.benchmarks.kills.KillBenchmark;
import org.tagline.benchmarks.load.LoadBenchmark;
import org.tagline.benchmarks.profile.ProfileBenchmark;
import org.tagline.benchmarks.serving.ServingBenchmark;
import org.tagline.benchmarks.soak.SoakBenchmark;
import org.tagline.benchmarks.training.TrainingBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code ./benchmarks/run}: the list of all benchmarks. */
@Command(
    name = "./benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Compares Tagline with other tools on this machine.",
    subcommands = {
      TrainingBenchmark.class,
      ProfileBenchmark.class,
      InferenceBenchmark.class,
      BatchingBenchmark.class,
      ServingBenchmark.class,
      LoadBenchmark.class,
      PeersTrainingBenchmark.class,
      PeersQualityBenchmark.class,
      ImportBenchmark.class,
      KillBenchmark.class,
      SoakBenchmark.class,
      RequestsBenchmark.class
    })
public final class Benchmarks {

  private Benchmarks() {}

  /**
   * Runs the benchmark that the first argument names and ends the process. The exit status is 0 if
   * the report was written, 1 if the benchmark failed and 2 for wrong usage.
   */
  public static void main(String[] arguments) {
    CommandLine command = commandLine();
    command.setExecutionExceptionHandler(
        (problem, line, parsed) -> {
          System.err.println(problem.getMessage());
          return 1;
        });
    System.exit(command.execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
