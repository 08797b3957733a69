package org.tagline.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A benchmark that {@code ./benchmarks/run NAME} runs. It measures, prints a Markdown report and
 * writes the report to {@code benchmarks/results/NAME.md}.
 *
 * <p>A subclass names itself in its {@code @Command} annotation and fills the report in. It is run
 * once, by one thread.
 */
public abstract class Benchmark implements Callable<Integer> {
  private static final int LAST = 100;

  @Option(
      names = "--results",
      order = LAST,
      description = "Where to write the report (benchmarks/results/NAME.md).")
  private @Nullable Path results;

  @Spec private @Nullable CommandSpec spec;

  private final String title;

  /**
   * Names the report.
   *
   * @param title heading of the report
   */
  protected Benchmark(String title) {
    this.title = title;
  }

  /**
   * Measures everything and adds the figures to the report.
   *
   * @return whether the figures are sound; if not, the report is written and the exit status is 1
   */
  protected abstract boolean measure(MarkdownReport report)
      throws IOException, InterruptedException;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    if (spec == null) {
      throw new IllegalStateException("a benchmark runs as a subcommand of ./benchmarks/run");
    }
    String name = spec.name();
    MarkdownReport report =
        new MarkdownReport(title, "./benchmarks/run " + name, MachineFacts.read());
    boolean sound = measure(report);
    write(
        results == null ? Path.of("benchmarks", "results", name + ".md") : results,
        report.markdown());
    return sound ? 0 : 1;
  }

  private static void write(Path file, String markdown) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, markdown);
    System.out.print(markdown);
  }
}
