package org.tagline.cli.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a long command on standard error: a bar on a terminal, otherwise a line
 * about every ten seconds. Not thread-safe. Close it in a try-with-resources.
 */
public final class Progress implements AutoCloseable {
  private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String task;
  private final String unit;
  private final long total;
  private final PrintWriter err;
  private final @Nullable ProgressBar bar;
  private final long startedNanos = System.nanoTime();
  private long lastLineNanos = startedNanos;
  private long done;
  private String note = "";

  private final long before;
  private final boolean even;

  private Progress(
      String task,
      String unit,
      long before,
      long total,
      boolean even,
      PrintWriter err,
      @Nullable ProgressBar bar) {
    this.before = before;
    this.even = even;
    this.task = task;
    this.unit = unit;
    this.total = total;
    this.err = err;
    this.bar = bar;
  }

  /**
   * Starts showing a task.
   *
   * @param unit plural of what is counted, such as "films"
   * @param total number of units; -1 if unknown
   */
  public static Progress start(String task, String unit, long total, PrintWriter err) {
    return start(task, unit, 0, total, err);
  }

  /**
   * Starts showing a task that was partly done earlier.
   *
   * @param before number of units that were done earlier
   */
  public static Progress start(String task, String unit, long before, long total, PrintWriter err) {
    ProgressBar bar = terminal() ? bar(task, unit, before, total).build() : null;
    return new Progress(task, unit, before, total, true, err, bar);
  }

  /** Starts showing a task whose units take very different times; no time left is estimated. */
  public static Progress uneven(
      String task, String unit, long before, long total, PrintWriter err) {
    ProgressBar bar = terminal() ? bar(task, unit, before, total).hideEta().build() : null;
    return new Progress(task, unit, before, total, false, err, bar);
  }

  /** Sets the number of units that are done. */
  public void stepTo(long done) {
    this.done = done;
    if (bar != null) {
      bar.stepTo(done);
    } else if (System.nanoTime() - lastLineNanos >= LINE_EVERY_NANOS) {
      lastLineNanos = System.nanoTime();
      err.println(line());
      err.flush();
    }
  }

  /** Adds to the number of units that are done. */
  public void stepBy(long more) {
    stepTo(done + more);
  }

  /** Replaces the note that is shown after the figures, such as the current loss. */
  public void note(String words) {
    note = words;
    if (bar != null) {
      bar.setExtraMessage(" " + words);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private String line() {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    String share = total > 0 ? String.format(Locale.ROOT, " (%d%%)", 100 * done / total) : "";
    String left =
        even && total > 0 && done > before && done <= total
            ? ", " + words(seconds * (total - done) / (done - before)) + " left"
            : "";
    String ofTotal = total > 0 ? " of " + total : "";
    return "%s: %d%s %s%s, %s so far%s%s"
        .formatted(
            task,
            done,
            ofTotal,
            unit,
            share,
            words(seconds),
            left,
            note.isEmpty() ? "" : "; " + note);
  }

  private static String words(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return duration.toMinutes() == 0
        ? duration.toSeconds() + " s"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  /** Asks the launcher first: Java's console needs a terminal on standard input and output too. */
  private static boolean terminal() {
    String said = System.getProperty("tagline.terminal");
    return said == null ? System.console() != null : said.equals("true");
  }

  private static ProgressBarBuilder bar(String task, String unit, long before, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setUnit(" " + unit, 1)
        .setInitialMax(total)
        .startsFrom(before, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .showSpeed();
  }
}
