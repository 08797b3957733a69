package org.tagline.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report in Markdown: a heading, the command and the machine, then paragraphs and tables. Numbers
 * are formatted as in English. Used by one thread.
 */
public final class MarkdownReport {
  private final List<String> lines = new ArrayList<>();

  /**
   * Starts a report.
   *
   * @param title its heading
   * @param command the command that repeats the measurement
   * @param machine where it was measured
   */
  public MarkdownReport(String title, String command, MachineFacts machine) {
    lines.add("# " + title);
    paragraph("Measured with `%s` on %s", command, machine.sentence());
  }

  /** Adds a heading within the report. */
  public MarkdownReport section(String heading) {
    lines.add("");
    lines.add("## " + heading);
    return this;
  }

  /** Adds a paragraph; the arguments are those of {@link String#format}. */
  public MarkdownReport paragraph(String format, Object... arguments) {
    lines.add("");
    lines.add(format(format, arguments));
    return this;
  }

  /** Starts a table whose columns are aligned to the left. */
  public MarkdownReport table(List<String> columns) {
    return table(columns, "---");
  }

  /** Starts a table of numbers: every column but the first is aligned to the right. */
  public MarkdownReport numberTable(List<String> columns) {
    return table(columns, "---:");
  }

  private MarkdownReport table(List<String> columns, String alignment) {
    List<String> rule = new ArrayList<>(columns);
    rule.replaceAll(column -> alignment);
    rule.set(0, "---");
    lines.add("");
    return row(columns).row(rule);
  }

  /** Adds a row to the last table. */
  public MarkdownReport row(List<String> cells) {
    StringBuilder row = new StringBuilder("|");
    cells.forEach(cell -> row.append(cell.isEmpty() ? " |" : " " + cell + " |"));
    lines.add(row.toString());
    return this;
  }

  /** Adds a row to the last table. */
  public MarkdownReport row(String... cells) {
    return row(List.of(cells));
  }

  /** Returns the whole report. */
  public String markdown() {
    return String.join("\n", lines) + "\n";
  }

  /** Formats numbers as in English, whatever the language of the system. */
  public static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
