package org.tagline.benchmarks.harness;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a benchmark from its command line and ends the process. */
public final class Benchmark {

  private Benchmark() {}

  /** Exit status 0 when the table was made, 1 when not, 2 for wrong usage. */
  public static void run(Callable<Integer> benchmark, String... arguments) {
    CommandLine command = new CommandLine(benchmark);
    command.setExecutionExceptionHandler(
        (problem, line, parsed) -> {
          System.err.println(problem.getMessage());
          return 1;
        });
    System.exit(command.execute(arguments));
  }
}
