package org.tagline.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparisons of a catalogue, for people. */
public final class ComparisonList {

  private ComparisonList() {}

  /**
   * One comparison.
   *
   * @param started instant in ISO 8601
   * @param runs that are done
   * @param runsPlanned in all
   * @param winner null while runs are missing
   */
  public record Row(
      long id,
      String started,
      List<String> candidates,
      int runs,
      int runsPlanned,
      @Nullable String winner) {}

  /** A line for each. */
  public static String of(List<Row> rows) {
    if (rows.isEmpty()) {
      return "There is none yet; begin one with: tagline compare --candidates A,B\n";
    }
    AlignedTable table = new AlignedTable().row("id", "begun", "runs", "winner", "candidates");
    for (Row row : rows) {
      String winner = row.winner();
      table.row(
          Long.toString(row.id()),
          row.started().substring(0, Math.min(16, row.started().length())),
          row.runs() + " of " + row.runsPlanned(),
          winner == null ? "unfinished" : winner,
          String.join(", ", row.candidates()));
    }
    return table.toString();
  }
}
