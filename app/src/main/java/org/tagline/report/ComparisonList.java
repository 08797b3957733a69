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

/** Lists the comparisons of a catalogue. */
public final class ComparisonList {

  private ComparisonList() {}

  /**
   * Summary of a comparison.
   *
   * @param id the comparison's id in the catalogue
   * @param started the instant of its start in ISO 8601
   * @param candidates the candidates' names
   * @param runs the number of finished runs
   * @param runsPlanned the number of planned runs
   * @param winner the winner's name, or null while runs are missing
   */
  public record Row(
      long id,
      String started,
      List<String> candidates,
      int runs,
      int runsPlanned,
      @Nullable String winner) {}

  /**
   * Reads all comparisons, the newest first.
   *
   * @throws IOException if the stored JSON is damaged
   */
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

  /** Returns the object that {@code compare --list --json} prints. */
  public static Map<String, Object> json(List<Row> rows) {
    return Map.of("comparisons", rows);
  }

  /** Returns a table with one line per comparison. */
  public static String text(List<Row> rows) {
    if (rows.isEmpty()) {
      return "There are no comparisons yet; start one with: tagline compare --candidates A,B\n";
    }
    AlignedTable table = new AlignedTable().row("id", "started", "runs", "winner", "candidates");
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
