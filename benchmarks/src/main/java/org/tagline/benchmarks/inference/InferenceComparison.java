package org.tagline.benchmarks.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.evaluate.Calibration;
import org.tagline.evaluate.Choice;

/**
 * What the rounds measured, as Markdown.
 *
 * @param machine what it ran on
 * @param shapes in the order of the answers' times
 * @param films compared
 * @param trained whether the head was fine-tuned
 * @param entries the baseline first
 */
record InferenceComparison(
    MachineFacts machine,
    List<InferenceRuntime.Shape> shapes,
    int films,
    boolean trained,
    List<Entry> entries) {

  /** One runtime's rounds. */
  record Entry(String name, List<InferenceRuntime.Answers> rounds) {}

  String markdown() {
    Entry baseline = entries.get(0);
    List<String> lines = new ArrayList<>();
    lines.add("# InferenceRuntime: latency, throughput, memory, agreement");
    lines.add("");
    lines.add("`./benchmarks/run answering` made this. " + machine.sentence());
    lines.add("");
    lines.add(
        format(
            "MiniLM-L6 with a %s head, all runtimes on %d threads and the same weights; ONNX Runtime"
                + " reads what `tagline export --format onnx` writes. Windows a second at the median"
                + " of many answers, the median (least–most) of %d rounds; in each, every runtime ran"
                + " in turn in a fresh process.",
            trained ? "fine-tuned" : "seeded", machine.cores(), baseline.rounds().size()));
    lines.add("");
    StringBuilder head = new StringBuilder("| windows × tokens |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (Entry entry : entries) {
      head.append(' ').append(entry.name()).append(" |");
      rule.append(" --- |");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    for (int i = 0; i < shapes.size(); i++) {
      lines.add(row(i));
    }
    lines.add(filmsRow());
    lines.add(memory());
    lines.add("");
    lines.add(
        format("Beside %s on %d films, after softmax (no temperature):", baseline.name(), films));
    lines.add("");
    lines.add("| | largest difference of a probability | films with another first tag |");
    lines.add("| --- | --- | --- |");
    entries.stream().skip(1).forEach(entry -> lines.add(agreement(entry, baseline)));
    entries.stream()
        .filter(entry -> entry.rounds().get(0).again() > 0)
        .forEach(
            entry ->
                lines.add(
                    format(
                        "%n%s computed %d of the films a second time, in float32: with its first"
                            + " try they were close calls. Their time is in the films' row.",
                        entry.name(), entry.rounds().get(0).again())));
    return String.join("\n", lines) + "\n";
  }

  private String row(int shape) {
    InferenceRuntime.Shape what = shapes.get(shape);
    StringBuilder row = new StringBuilder(format("| %d × %d |", what.windows(), what.tokens()));
    for (Entry entry : entries) {
      MedianRange speed =
          MedianRange.of(
              entry.rounds().stream()
                  .map(round -> what.windows() * 1e3 / round.millis().get(shape))
                  .toList());
      row.append(' ').append(speed.text(1));
      row.append(format(" = × %.2f |", ratio(entry, shape)));
    }
    return row.toString();
  }

  /** Of speeds, round by round: a machine's speed drifts. */
  private double ratio(Entry entry, int shape) {
    return MedianRange.of(
            IntStream.range(0, entry.rounds().size())
                .mapToObj(
                    round ->
                        entries.get(0).rounds().get(round).millis().get(shape)
                            / entry.rounds().get(round).millis().get(shape))
                .toList())
        .median();
  }

  private String filmsRow() {
    StringBuilder row = new StringBuilder(format("| %d films, one after another |", films));
    for (Entry entry : entries) {
      MedianRange speed =
          MedianRange.of(
              entry.rounds().stream().map(InferenceRuntime.Answers::filmWindowsPerSecond).toList());
      MedianRange ratios =
          MedianRange.of(
              IntStream.range(0, entry.rounds().size())
                  .mapToObj(
                      round ->
                          entry.rounds().get(round).filmWindowsPerSecond()
                              / entries.get(0).rounds().get(round).filmWindowsPerSecond())
                  .toList());
      row.append(' ').append(speed.text(1));
      row.append(format(" = × %.2f |", ratios.median()));
    }
    return row.toString();
  }

  private String memory() {
    StringBuilder row = new StringBuilder("| resident memory, MB |");
    for (Entry entry : entries) {
      MedianRange megabytes =
          MedianRange.of(
              entry.rounds().stream().map(round -> round.residentBytes() / 1e6).toList());
      row.append(' ').append(megabytes.text(0)).append(" |");
    }
    return row.toString();
  }

  private static String agreement(Entry entry, Entry baseline) {
    List<float[]> left = entry.rounds().get(0).logits();
    List<float[]> right = baseline.rounds().get(0).logits();
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
    return format("| %s | %.1e | %d of %d |", entry.name(), largest, changed, left.size());
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
