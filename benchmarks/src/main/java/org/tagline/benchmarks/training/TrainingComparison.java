package org.tagline.benchmarks.training;

import java.util.List;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.input.EncoderShape;

/**
 * The figures of the training benchmark.
 *
 * @param workload steps that each contender ran
 * @param ceilings speed of plain matrix products, once per round
 * @param contenders contenders, the baseline first
 */
record TrainingComparison(
    Workload workload, List<MatrixProducts.Ceiling> ceilings, List<Trained> contenders) {
  private static final double GIGA = 1e9;

  /**
   * The figures of one contender.
   *
   * @param precision precision of its matrix products
   * @param versions versions of the libraries that it computes with
   * @param series its results, round by round
   */
  record Trained(String precision, String versions, Series<ContenderResult> series) {}

  void addTo(MarkdownReport report) {
    Trained baseline = contenders.get(0);
    report.paragraph(
        "MiniLM-L6 with a classifier, %d windows of %d tokens per step, without dropout: forward,"
            + " backward, clipping by norm, AdamW. A window costs %.1f GFLOP."
            + " Each figure is the median (min–max) of %d rounds. In each round, every contender"
            + " ran in turn in a fresh process: %d steps to warm up and %d timed steps. Tagline's"
            + " processes have the malloc and OpenMP settings of its launcher.",
        workload.batch(),
        workload.tokens(),
        operations() / GIGA,
        baseline.series().rounds().size(),
        workload.warmUp(),
        workload.steps());
    report.table(
        List.of(
            "",
            "windows/s",
            "share of the ceiling",
            "peak memory, GB",
            "speed ÷ DJL",
            "memory ÷ DJL"));
    contenders.forEach(contender -> report.row(speedAndMemory(contender, baseline)));
    report
        .paragraph("The ceiling of this machine is the speed of large square matrix products:")
        .table(List.of("products", "GFLOP/s"))
        .row("float32", ceiling("fp32").text(0));
    if (ceiling("bf16").median() > 0) {
      report.row("bfloat16", ceiling("bf16").text(0));
    }
    report
        .paragraph(
            "Differences from %s (%s) with the same weights and windows, before the first step:",
            baseline.series().name(), baseline.versions())
        .table(List.of("", "largest difference of a logit", "loss", "gradient norm (relative)"));
    contenders.stream().skip(1).forEach(other -> report.row(difference(other, baseline)));
  }

  private List<String> speedAndMemory(Trained contender, Trained baseline) {
    Series<ContenderResult> series = contender.series();
    MedianRange speed = series.of(this::speed);
    double share = speed.median() * operations() / GIGA / ceiling(contender.precision()).median();
    return List.of(
        series.name(),
        speed.text(2),
        MarkdownReport.format("%.0f %%", 100 * share),
        series.of(round -> round.peakBytes() / GIGA).text(2),
        series.ratio(baseline.series(), this::speed).text(2),
        series.ratio(baseline.series(), ContenderResult::peakBytes).text(2));
  }

  private static List<String> difference(Trained contender, Trained baseline) {
    Difference difference =
        Difference.between(
            contender.series().first().agreement(), baseline.series().first().agreement());
    return List.of(
        contender.series().name() + " (" + contender.versions() + ")",
        MarkdownReport.format("%.1e", difference.logits()),
        MarkdownReport.format("%.1e", difference.loss()),
        MarkdownReport.format("%.1e", difference.gradientNorm()));
  }

  private double speed(ContenderResult round) {
    return round.windowsPerSecond(workload.batch());
  }

  private double operations() {
    return EncoderShape.MINILM_L6.trainingOperations(workload.tokens());
  }

  private MedianRange ceiling(String precision) {
    return MedianRange.of(ceilings.stream().map(ceiling -> ceiling.of(precision)).toList());
  }
}
