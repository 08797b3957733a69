package org.tagline.benchmarks.finetuning.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tagline.benchmarks.finetuning.FineTuningResult;
import org.tagline.benchmarks.finetuning.FineTuningTask;
import org.tagline.benchmarks.harness.MachineFacts;
import org.tagline.benchmarks.harness.MedianRange;

/**
 * What the rounds measured, as Markdown.
 *
 * @param machine what it ran on
 * @param films the file they come from
 * @param trainFilms trained on
 * @param testFilms measured on
 * @param windows in the training films
 * @param work what each side did
 * @param entries the baseline first
 */
record SpeedComparison(
    MachineFacts machine,
    String films,
    int trainFilms,
    int testFilms,
    int windows,
    FineTuningTask work,
    List<Entry> entries) {

  /**
   * One side's rounds.
   *
   * @param name for people
   * @param setting what of it is special
   * @param rounds in order
   */
  record Entry(String name, String setting, List<FineTuningResult> rounds) {

    MedianRange spread(ToDoubleFunction<FineTuningResult> figure) {
      return MedianRange.of(rounds.stream().map(figure::applyAsDouble).toList());
    }
  }

  String markdown() {
    Entry baseline = entries.get(0);
    List<String> lines = new ArrayList<>();
    lines.add("# Fine-tuning beside Hugging Face Trainer");
    lines.add("");
    lines.add("`./benchmarks/run peers-training` made this. " + machine.sentence());
    lines.add("");
    lines.add(
        format(
            "MiniLM-L6 on %d films of %s (%d windows of at most 512 tokens, all of them read),"
                + " %d epoch(s) of %d films a step, dropout as published: the same weights, windows,"
                + " class weights, schedule and optimizer on all sides, the versions of"
                + " benchmarks/peers/requirements.txt. Each figure is the median (least–most) of %d"
                + " rounds; in each, every side ran in turn in a fresh process. The first step is"
                + " left out of the speed. Trainer's memory depends on how many films it computes at"
                + " once; Tagline cuts a step into pieces by itself.",
            trainFilms, films, windows, work.epochs(), work.batch(), baseline.rounds().size()));
    lines.add("");
    lines.add(
        "| | films/s | peak memory, GB | speed ÷ first row | memory ÷ first row | training loss |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    for (Entry entry : entries) {
      lines.add(
          format(
              "| %s, %s | %s | %s | %s | %s | %.3f |",
              entry.name(),
              entry.setting(),
              entry.spread(this::speed).text(2),
              entry.spread(SpeedComparison::gigabytes).text(2),
              ratio(entry, baseline, this::speed).text(2),
              ratio(entry, baseline, SpeedComparison::gigabytes).text(2),
              entry.spread(FineTuningResult::loss).median()));
    }
    lines.add("");
    lines.add(
        format(
            "Macro-F1 on %d other films, too few to tell the sides apart: %s.",
            testFilms,
            String.join(
                ", ",
                entries.stream()
                    .map(entry -> format("%.3f", entry.spread(FineTuningResult::macroF1).median()))
                    .toList())));
    return String.join("\n", lines) + "\n";
  }

  private double speed(FineTuningResult round) {
    return round.filmsPerSecond(work.batch());
  }

  private static double gigabytes(FineTuningResult round) {
    return round.peakBytes() / 1e9;
  }

  private static MedianRange ratio(
      Entry entry, Entry baseline, ToDoubleFunction<FineTuningResult> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < entry.rounds().size(); round++) {
      ratios.add(
          figure.applyAsDouble(entry.rounds().get(round))
              / figure.applyAsDouble(baseline.rounds().get(round)));
    }
    return MedianRange.of(ratios);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
