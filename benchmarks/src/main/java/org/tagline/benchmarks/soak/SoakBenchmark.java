package org.tagline.benchmarks.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.harness.Benchmark;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.ScratchFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Soaks the server: mixed load for a long time, sampled from outside. It fails if memory,
 * descriptors, threads or files grow, if an answer is unexpected, or if acknowledged data is lost.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts mixed load on a server and fails if anything grows, answers wrongly or is lost.",
      "The exit status is that of the verdict, also with --plant: a leak that is found fails."
    })
public final class SoakBenchmark extends Benchmark {
  private static final String ENCODER = "trained";
  private static final String LINEAR = "three-tags";
  private static final Duration LEAK_EVERY = Duration.ofSeconds(1);

  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "Length of the load (${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--per-second",
      defaultValue = "20",
      description = "Requests per second of all clients together (${DEFAULT-VALUE}).")
  private double perSecond;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "Number of well-behaved clients (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--films-per-import",
      defaultValue = "200",
      description = "Number of films that each import beside the load writes (${DEFAULT-VALUE}).")
  private int filmsPerImport;

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description = "Empty PostgreSQL catalogue, as tagline serve takes it (an embedded one).")
  private @Nullable String database;

  @Option(
      names = "--linear",
      description = "Serve the shipped linear tagger alone, without training an encoder first.")
  private boolean linear;

  @Option(
      names = "--plant",
      split = ",",
      description =
          "Leak in the server's process, which the soak must find: ${COMPLETION-CANDIDATES}.")
  private List<Plant> plants = List.of();

  SoakBenchmark() {
    super("Soak");
  }

  @Override
  protected boolean measure(MarkdownReport report) throws IOException, InterruptedException {
    // A connection that the server closed when it was idle must not be used again.
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    SoakPlan plan =
        new SoakPlan(
            Duration.ofMillis(Math.round(minutes * 60_000)),
            perSecond,
            clients,
            linear ? List.of(LINEAR) : List.of(ENCODER, LINEAR),
            database,
            plants,
            LEAK_EVERY,
            filmsPerImport);
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Soak soak = new Soak(plan, scratch);
      if (!linear) {
        soak.train(ENCODER);
      }
      SoakResult result = soak.run();
      new SoakReport(result).addTo(report);
      return result.faults().isEmpty();
    }
  }
}
