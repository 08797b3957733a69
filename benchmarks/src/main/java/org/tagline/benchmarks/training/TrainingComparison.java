package org.tagline.benchmarks.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MedianRange;
import org.tagline.benchmarks.input.EncoderShape;

/**
 * What the rounds measured, as Markdown.
 *
 * @param machine what it ran on
 * @param command that repeats it
 * @param workload what each contender did
 * @param ceilings one a round
 * @param contenders the baseline first
 */
record TrainingComparison(
    MachineFacts machine,
    String command,
    Workload workload,
    List<MatrixProducts.Ceiling> ceilings,
    List<Entry> contenders) {

  /**
   * One contender's rounds.
   *
   * @param name for people
   * @param precision of its products
   * @param versions of the library it computes with
   * @param rounds in order
   */
  record Entry(String name, String precision, String versions, List<ContenderResult> rounds) {

    private MedianRange spread(ToDoubleFunction<ContenderResult> figure) {
      return MedianRange.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
  }

  private static final double GIGA = 1e9;

  String markdown() {
    Entry baseline = contenders.get(0);
    List<String> lines = new ArrayList<>();
    lines.add("# Training speed and memory");
    lines.add("");
    lines.add("`" + command + "` made this. " + machine.sentence());
    lines.add("");
    lines.add(
        format(
            "MiniLM-L6 with a classifier, %d windows of %d tokens a step, without dropout: forward,"
                + " backward, clipping by norm, AdamW. A window costs %.1f GFLOP."
                + " Each figure is the median (least–most) of %d rounds; in each, every contender"
                + " ran in turn in a fresh process, %d steps to warm up and %d timed. Tagline's processes"
                + " have the malloc and OpenMP settings of its launcher.",
            workload.batch(),
            workload.tokens(),
            operations() / GIGA,
            baseline.rounds().size(),
            workload.warmUp(),
            workload.steps()));
    lines.add("");
    lines.add("| | windows/s | of the ceiling | peak memory, GB | speed ÷ DJL | memory ÷ DJL |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    contenders.forEach(entry -> lines.add(row(entry, baseline)));
    lines.add("");
    lines.add("The machine's own ceiling, large square matrix products through libtorch:");
    lines.add("");
    lines.add("| products | GFLOP/s |");
    lines.add("| --- | --- |");
    lines.add("| float32 | " + ceiling("fp32").text(0) + " |");
    if (ceiling("bf16").median() > 0) {
      lines.add("| bfloat16 | " + ceiling("bf16").text(0) + " |");
    }
    lines.add("");
    lines.add(
        "From the same weights and windows, before any step, beside "
            + baseline.name()
            + " ("
            + baseline.versions()
            + "):");
    lines.add("");
    lines.add("| | largest difference of a logit | of the loss | of the gradient's norm |");
    lines.add("| --- | --- | --- | --- |");
    contenders.stream().skip(1).forEach(entry -> lines.add(difference(entry, baseline)));
    return String.join("\n", lines) + "\n";
  }

  private String row(Entry entry, Entry baseline) {
    MedianRange speed = entry.spread(this::speed);
    double share = speed.median() * operations() / GIGA / ceiling(entry.precision()).median();
    return format(
        "| %s, %s | %s | %.0f %% | %s | %s | %s |",
        entry.name(),
        entry.precision(),
        speed.text(2),
        100 * share,
        entry.spread(round -> round.peakBytes() / GIGA).text(2),
        ratio(entry, baseline, this::speed).text(2),
        ratio(entry, baseline, ContenderResult::peakBytes).text(2));
  }

  private static String difference(Entry entry, Entry baseline) {
    Difference difference =
        Difference.between(entry.rounds().get(0).agreement(), baseline.rounds().get(0).agreement());
    return format(
        "| %s, %s (%s) | %.1e | %.1e | %.1e, relative |",
        entry.name(),
        entry.precision(),
        entry.versions(),
        difference.logits(),
        difference.loss(),
        difference.gradientNorm());
  }

  private static MedianRange ratio(
      Entry entry, Entry baseline, ToDoubleFunction<ContenderResult> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < entry.rounds().size(); round++) {
      ratios.add(
          figure.applyAsDouble(entry.rounds().get(round))
              / figure.applyAsDouble(baseline.rounds().get(round)));
    }
    return MedianRange.of(ratios);
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

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
