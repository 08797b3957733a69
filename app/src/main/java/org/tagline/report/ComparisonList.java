package org.tagline.report;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.catalogue.Comparisons;
import org.tagline.compare.Candidate;
import org.tagline.comparison.ComparisonSettings;
import org.tagline.comparison.StoredJson;
import org.tagline.render.AlignedTable;

/** The comparisons of a catalogue, in a few words each. */
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

  /** All that were begun, the newest first. */
  public static List<Row> read(Comparisons comparisons) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Comparisons.Stored stored : comparisons.all()) {
      ComparisonSettings settings = StoredJson.value(stored.settings(), ComparisonSettings.class);
      String result = stored.result();
      rows.add(
          new Row(
              stored.id(),
              Instant.ofEpochMilli(stored.startedAt()).toString(),
              settings.candidates().stream().map(Candidate::name).toList(),
              comparisons.runsDone(stored.id()),
              settings.planned().size(),
              result == null ? null : StoredJson.tree(result).path("winner").asText()));
    }
    return rows;
  }

  /** One object, as {@code compare --list --json} prints it. */
  public static Map<String, Object> json(List<Row> rows) {
    return Map.of("comparisons", rows);
  }

  /** A line for each. */
  public static String text(List<Row> rows) {
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
