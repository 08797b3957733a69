package org.tagline.benchmarks.finetuning.quality;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tagline.benchmarks.finetuning.FineTuningResult;
import org.tagline.benchmarks.harness.MarkdownReport;

/**
 * The figures of the peers-quality benchmark.
 *
 * @param films name of the file of films
 * @param maxTokens tokens of each film's first window; the rest is not read
 * @param epochs number of epochs
 * @param batch films per step
 * @param splits results, one per split; at least one
 */
record QualityComparison(
    String films, int maxTokens, int epochs, int batch, List<SplitResult> splits) {

  /**
   * The results of both sides on one split.
   *
   * @param split name of the split
   * @param trainer result of Hugging Face Trainer
   * @param tagline result of Tagline
   */
  record SplitResult(String split, FineTuningResult trainer, FineTuningResult tagline) {

    double difference() {
      return tagline.macroF1() - trainer.macroF1();
    }
  }

  void addTo(MarkdownReport report) {
    report
        .paragraph(
            "Both sides fine-tune every weight of MiniLM-L6 on each split of %s: the first %d tokens"
                + " of a film, %d epochs, %d films per step. The initial weights, windows, class"
                + " weights, schedule and optimizer are equal. Trainer uses float32, Tagline its"
                + " default precision. The order of the films and dropout are drawn"
                + " independently.",
            films, maxTokens, epochs, batch)
        .numberTable(
            List.of(
                "",
                "macro-F1, Trainer",
                "macro-F1, Tagline",
                "difference",
                "training loss, Trainer",
                "training loss, Tagline",
                "speed ÷ Trainer"));
    for (SplitResult each : splits) {
      report.row(
          each.split(),
          MarkdownReport.format("%.3f", each.trainer().macroF1()),
          MarkdownReport.format("%.3f", each.tagline().macroF1()),
          MarkdownReport.format("%+.3f", each.difference()),
          MarkdownReport.format("%.3f", each.trainer().loss()),
          MarkdownReport.format("%.3f", each.tagline().loss()),
          MarkdownReport.format("%.1f", each.trainer().seconds() / each.tagline().seconds()));
    }
    report.row(
        "**mean ± sd**",
        meanAndDeviation(each -> each.trainer().macroF1()),
        meanAndDeviation(each -> each.tagline().macroF1()),
        meanAndDeviation(SplitResult::difference),
        meanAndDeviation(each -> each.trainer().loss()),
        meanAndDeviation(each -> each.tagline().loss()),
        "");
  }

  /** Formats the mean and the sample standard deviation, which a single split does not have. */
  private String meanAndDeviation(ToDoubleFunction<SplitResult> figure) {
    double[] values = splits.stream().mapToDouble(figure).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    if (values.length == 1) {
      return MarkdownReport.format("%.3f", mean);
    }
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return MarkdownReport.format("%.3f ± %.3f", mean, Math.sqrt(squares / (values.length - 1)));
  }
}
