package org.tagline.benchmarks.profile;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.engine.Precision;

/**
 * The figures of the profile benchmark; times are in milliseconds.
 *
 * @param batch windows per pass
 * @param tokens tokens per window
 * @param repeats number of measurements of each operation
 * @param products precision of the matrix products
 * @param singleTimes times of the operations on one window
 * @param batchTimes times of the operations on a batch, in the same order
 * @param singlePrediction time of a prediction of one window
 * @param batchPrediction time of a prediction of a batch
 * @param step times of a training step
 */
record OperationTable(
    int batch,
    int tokens,
    int repeats,
    Precision products,
    List<Operation.Time> singleTimes,
    List<Operation.Time> batchTimes,
    double singlePrediction,
    double batchPrediction,
    StepTime step) {

  void addTo(MarkdownReport report) {
    report
        .paragraph(
            "MiniLM-L6, windows of %d tokens, products in %s. Each operation is measured alone, at"
                + " the sizes that it has in the encoder. Its time is the median of %d measurements"
                + " times its calls per pass. The rest is the time of a whole pass minus the sum of"
                + " the operations; it is negative if operations find fewer of their operands in"
                + " the caches when they run alone.",
            tokens, products.name().toLowerCase(Locale.ROOT), repeats)
        .numberTable(
            List.of(
                "milliseconds",
                "prediction, 1 window",
                "prediction, " + batch + " windows",
                "GFLOP/s of the prediction",
                "backward, " + batch + " windows"));
    for (int i = 0; i < batchTimes.size(); i++) {
      Operation.Time time = batchTimes.get(i);
      report.row(
          time.operation().name(),
          millis(singleTimes.get(i).forward()),
          millis(time.forward()),
          time.operation().operations() == 0 ? "" : MarkdownReport.format("%.0f", time.gigaflops()),
          millis(time.backward()));
    }
    report.row(
        "rest",
        millis(singlePrediction - sum(singleTimes, Operation.Time::forward)),
        millis(batchPrediction - sum(batchTimes, Operation.Time::forward)),
        "",
        millis(step.backward() - sum(batchTimes, Operation.Time::backward)));
    report.row(
        "**whole**",
        millis(singlePrediction),
        millis(batchPrediction),
        "",
        millis(step.backward()));
    report
        .paragraph("A training step of %d windows:", batch)
        .numberTable(
            List.of("", "forward", "backward", "clipping", "AdamW", "together", "windows/s"))
        .row(
            "milliseconds",
            whole(step.forward()),
            whole(step.backward()),
            whole(step.clipping()),
            whole(step.optimizer()),
            whole(step.sum()),
            MarkdownReport.format("%.2f", batch * 1e3 / step.sum()));
  }

  private static double sum(List<Operation.Time> times, ToDoubleFunction<Operation.Time> part) {
    return times.stream().mapToDouble(part).sum();
  }

  private static String millis(double time) {
    return MarkdownReport.format("%.1f", time);
  }

  private static String whole(double time) {
    return MarkdownReport.format("%.0f", time);
  }
}
