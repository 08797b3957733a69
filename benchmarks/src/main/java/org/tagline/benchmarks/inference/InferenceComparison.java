package org.tagline.benchmarks.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.tagline.benchmarks.harness.MarkdownReport;
import org.tagline.benchmarks.harness.Series;
import org.tagline.benchmarks.inference.InferenceRuntime.BatchShape;
import org.tagline.benchmarks.inference.InferenceRuntime.InferenceFigures;
import org.tagline.evaluate.Calibration;
import org.tagline.evaluate.Choice;

/**
 * The figures of the answering benchmark.
 *
 * @param shapes batches, in the order of the times
 * @param films number of films whose predictions are compared
 * @param trained whether the head was fine-tuned
 * @param runtimes results of each runtime, the baseline first
 */
record InferenceComparison(
    List<BatchShape> shapes, int films, boolean trained, List<Series<InferenceFigures>> runtimes) {

  void addTo(MarkdownReport report) {
    Series<InferenceFigures> baseline = runtimes.get(0);
    report.paragraph(
        "MiniLM-L6 with a %s head; all runtimes use %d threads and the same weights. ONNX Runtime"
            + " reads the files that `tagline export --format onnx` writes. The figures are windows"
            + " per second at the median prediction, as the median (min–max) of %d rounds. In each"
            + " round, every runtime ran in turn in a fresh process.",
        trained ? "fine-tuned" : "random",
        Runtime.getRuntime().availableProcessors(),
        baseline.rounds().size());
    report.table(row("windows × tokens", Series::name));
    for (int i = 0; i < shapes.size(); i++) {
      BatchShape shape = shapes.get(i);
      int index = i;
      report.row(
          row(
              shape.windows() + " × " + shape.tokens(),
              runtime ->
                  speed(runtime, round -> shape.windows() * 1e3 / round.millis().get(index))));
    }
    report.row(
        row(
            films + " films, one after another",
            runtime -> speed(runtime, InferenceFigures::filmWindowsPerSecond)));
    report.row(
        row(
            "resident memory, MB",
            runtime -> runtime.of(round -> round.residentBytes() / 1e6).text(0)));
    report
        .paragraph(
            "Differences from %s on %d films, after softmax without a temperature:",
            baseline.name(), films)
        .table(List.of("", "largest difference of a probability", "films with another top tag"));
    runtimes.stream().skip(1).forEach(runtime -> report.row(agreement(runtime, baseline)));
    for (Series<InferenceFigures> runtime : runtimes) {
      if (runtime.first().retries() > 0) {
        report.paragraph(
            "%s computed %d of the films a second time, without INT8, because their margin was too"
                + " small. Their time is included in the row of the films.",
            runtime.name(), runtime.first().retries());
      }
    }
  }

  private List<String> row(String name, Function<Series<InferenceFigures>, String> cell) {
    List<String> row = new ArrayList<>(List.of(name));
    runtimes.forEach(runtime -> row.add(cell.apply(runtime)));
    return row;
  }

  private String speed(
      Series<InferenceFigures> runtime, ToDoubleFunction<InferenceFigures> windowsPerSecond) {
    return MarkdownReport.format(
        "%s = × %.2f",
        runtime.of(windowsPerSecond).text(1),
        runtime.ratio(runtimes.get(0), windowsPerSecond).median());
  }

  private static List<String> agreement(
      Series<InferenceFigures> runtime, Series<InferenceFigures> baseline) {
    List<float[]> left = runtime.first().logits();
    List<float[]> right = baseline.first().logits();
    double largest = 0;
    int changed = 0;
    for (int film = 0; film < left.size(); film++) {
      float[] a = Calibration.softmax(left.get(film), 1);
      float[] b = Calibration.softmax(right.get(film), 1);
      for (int tag = 0; tag < a.length; tag++) {
        largest = Math.max(largest, Math.abs(a[tag] - b[tag]));
      }
      changed += Choice.best(a) == Choice.best(b) ? 0 : 1;
    }
    return List.of(
        runtime.name(), MarkdownReport.format("%.1e", largest), changed + " of " + left.size());
  }
}
