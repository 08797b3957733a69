package org.tagline.benchmarks.finetuning.speed;

import java.util.List;
import org.tagline.benchmarks.finetuning.FineTuningResult;
import org.tagline.benchmarks.finetuning.FineTuningTask;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Series;

/**
 * The figures of the peers-training benchmark.
 *
 * @param films name of the file of films
 * @param trainFilms number of training films
 * @param testFilms number of test films
 * @param windows number of windows in all training films
 * @param task fine-tuning that each side ran
 * @param sides results of each side, the baseline first
 */
record SpeedComparison(
    String films,
    int trainFilms,
    int testFilms,
    int windows,
    FineTuningTask task,
    List<Series<FineTuningResult>> sides) {

  void addTo(MarkdownReport report) {
    Series<FineTuningResult> baseline = sides.get(0);
    report
        .paragraph(
            "MiniLM-L6 on %d films of %s: all %d windows of at most 512 tokens, %d epoch(s), %d films"
                + " per step, dropout as published. The initial weights, windows, class weights,"
                + " schedule and optimizer are equal on all sides; the versions are those of"
                + " benchmarks/peers/requirements.txt. Each figure is the median (min–max) of %d"
                + " rounds. In each round, every side ran in turn in a fresh process. The speed"
                + " leaves out the first step. Trainer's memory depends on the number of films per"
                + " forward pass; Tagline divides a step into smaller passes itself.",
            trainFilms, films, windows, task.epochs(), task.batch(), baseline.rounds().size())
        .table(
            List.of(
                "",
                "films/s",
                "peak memory, GB",
                "speed ÷ first row",
                "memory ÷ first row",
                "training loss"));
    for (Series<FineTuningResult> side : sides) {
      report.row(
          side.name(),
          side.of(this::speed).text(2),
          side.of(SpeedComparison::gigabytes).text(2),
          side.ratio(baseline, this::speed).text(2),
          side.ratio(baseline, SpeedComparison::gigabytes).text(2),
          MarkdownReport.format("%.3f", side.of(FineTuningResult::loss).median()));
    }
    report.paragraph(
        "Macro-F1 on %d other films, too few to distinguish the sides: %s.",
        testFilms,
        String.join(
            ", ",
            sides.stream()
                .map(side -> side.of(FineTuningResult::macroF1).median())
                .map(figure -> MarkdownReport.format("%.3f", figure))
                .toList()));
  }

  private double speed(FineTuningResult round) {
    return round.filmsPerSecond(task.batch());
  }

  private static double gigabytes(FineTuningResult round) {
    return round.peakBytes() / 1e9;
  }
}
