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
 * How far a long command is: a bar where standard error is a terminal, otherwise a plain line about
 * every ten seconds. Always on standard error. Not thread-safe; close it in a try-with-resources.
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
   * Starts to show a task.
   *
   * @param unit what is counted, in the plural ("films")
   * @param total how many there will be, or -1 when that is not known
   */
  public static Progress start(String task, String unit, long total, PrintWriter err) {
    return start(task, unit, 0, total, err);
  }

  /**
   * Goes on with a task of which a part was done earlier.
   *
   * @param before how many were done, which took none of the time shown
   */
  public static Progress start(String task, String unit, long before, long total, PrintWriter err) {
    ProgressBar bar = terminal() ? bar(task, unit, before, total).build() : null;
    return new Progress(task, unit, before, total, true, err, bar);
  }

  /** As {@link #start}, where one takes hours and the next seconds: the note says what is left. */
  public static Progress uneven(
      String task, String unit, long before, long total, PrintWriter err) {
    ProgressBar bar = terminal() ? bar(task, unit, before, total).hideEta().build() : null;
    return new Progress(task, unit, before, total, false, err, bar);
  }

  /** Says how many are done now. */
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

  /** Says that so many more are done. */
  public void stepBy(long more) {
    stepTo(done + more);
  }

  /** A few words beside the figures, such as the current loss; replaces the last ones. */
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

  /** The launcher knows; Java's own console needs a terminal on standard input and output too. */
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
