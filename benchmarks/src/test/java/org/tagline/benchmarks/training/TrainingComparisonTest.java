package org.tagline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.training.TrainingComparison.Trained;

class TrainingComparisonTest {

  @Test
  void takesRatiosRoundByRound() {
    // The ratio of the medians would be 4.00, which is the ratio of the first round only.
    Trained djl = contender("DJL, fp32", round(2, 4), round(1, 4), round(4, 4));
    Trained tagline = contender("Tagline, fp32", round(0.5, 1), round(0.5, 2), round(4, 3));
    assertThat(row(djl, tagline, "| Tagline, fp32 |"))
        .endsWith("| 2.00 (1.00–4.00) | 0.50 (0.25–0.75) |");
  }

  @Test
  void relatesSpeedToTheCeilingOfTheSamePrecision() {
    Trained djl = contender("DJL, fp32", round(1, 1));
    // One window of 39.86 GFLOP per second, and a ceiling of 80 GFLOP/s.
    assertThat(row(djl, djl, "| DJL, fp32 |")).contains("| 50 % |");
  }

  @Test
  void omitsTheBfloat16CeilingOfAProcessorWithoutSuchInstructions() {
    assertThat(report(new MatrixProducts.Ceiling(80, 160))).contains("| bfloat16 | 160");
    assertThat(report(new MatrixProducts.Ceiling(80, 0)))
        .contains("| float32 | 80")
        .doesNotContain("bfloat16");
  }

  private static String report(MatrixProducts.Ceiling ceiling) {
    Trained djl = contender("DJL, fp32", round(1, 1));
    return report(ceiling, djl, djl);
  }

  private static String row(Trained baseline, Trained other, String start) {
    String report = report(new MatrixProducts.Ceiling(80, 160), baseline, other);
    return report.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static String report(MatrixProducts.Ceiling ceiling, Trained baseline, Trained other) {
    MarkdownReport report =
        new MarkdownReport(
            "Training",
            "run",
            new MachineFacts("a processor", 2, "AVX2", 24, "Linux", "17", LocalDate.EPOCH));
    new TrainingComparison(
            new Workload(Path.of("weights"), "fp32", 1, 512, 0, 1),
            List.of(ceiling),
            List.of(baseline, other))
        .addTo(report);
    return report.markdown();
  }

  private static Trained contender(String name, ContenderResult... rounds) {
    return new Trained("fp32", "1.0", new Series<>(name, List.of(rounds)));
  }

  private static ContenderResult round(double seconds, long gigabytes) {
    Contender.Agreement agreement = new Contender.Agreement(List.of(0.0), 0, 1);
    return new ContenderResult(agreement, List.of(seconds), gigabytes * 1_000_000_000);
  }
}
