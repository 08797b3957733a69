package org.tagline.benchmarks.finetuning.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tagline.benchmarks.finetuning.FineTuningResult;
import org.tagline.benchmarks.harness.MachineFacts;

/**
 * What both sides reached on each split, as Markdown.
 *
 * @param machine what it ran on
 * @param films the file they come from
 * @param maxTokens of a film's first window, which alone is read
 * @param epochs readings
 * @param batch films a step
 * @param pairs one a split, at least one
 */
record QualityComparison(
    MachineFacts machine, String films, int maxTokens, int epochs, int batch, List<Pair> pairs) {

  /** One split's fine-tunings. */
  record Pair(String split, FineTuningResult trainer, FineTuningResult tagline) {

    double difference() {
      return tagline.macroF1() - trainer.macroF1();
    }
  }

  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# Quality beside Hugging Face Trainer");
    lines.add("");
    lines.add("`./benchmarks/run peers-quality` made this. " + machine.sentence());
    lines.add("");
    lines.add(
        format(
            "Every weight of MiniLM-L6 fine-tuned on each split of %s: the first %d tokens of a film,"
                + " %d epochs of %d films a step, the same weights, windows, class weights, schedule"
                + " and optimizer; Trainer in float32, Tagline as it comes, so that order and"
                + " dropout are drawn differently.",
            films, maxTokens, epochs, batch));
    lines.add("");
    lines.add(
        "| | macro-F1, Trainer | macro-F1, Tagline | difference | training loss, Trainer |"
            + " training loss, Tagline | speed ÷ Trainer |");
    lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (Pair pair : pairs) {
      lines.add(
          format(
              "| %s | %.3f | %.3f | %+.3f | %.3f | %.3f | %.1f |",
              pair.split(),
              pair.trainer().macroF1(),
              pair.tagline().macroF1(),
              pair.difference(),
              pair.trainer().loss(),
              pair.tagline().loss(),
              pair.trainer().seconds() / pair.tagline().seconds()));
    }
    lines.add(
        format(
            "| **mean ± sd** | %s | %s | %s | %s | %s | |",
            text(pair -> pair.trainer().macroF1()),
            text(pair -> pair.tagline().macroF1()),
            text(Pair::difference),
            text(pair -> pair.trainer().loss()),
            text(pair -> pair.tagline().loss())));
    return String.join("\n", lines) + "\n";
  }

  /** Mean and sample standard deviation; of one split, itself. */
  private String text(ToDoubleFunction<Pair> figure) {
    double[] values = pairs.stream().mapToDouble(figure).toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    if (values.length == 1) {
      return format("%.3f", mean);
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return format("%.3f ± %.3f", mean, Math.sqrt(squares / (values.length - 1)));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
