package org.tagline.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tagline.render.Html;
import org.tagline.render.Numbers;

/**
 * A confusion matrix summed over several runs.
 *
 * @param tags the tags in the order of the rows and columns
 * @param counts the numbers of films, {@code [true tag, predicted tag]}
 */
record SummedConfusion(List<String> tags, long[][] counts) {

  /** Sums the runs' matrices; empty if the runs are not single-label. */
  static Optional<SummedConfusion> of(List<JsonNode> runs) {
    List<String> tags = new ArrayList<>();
    long[][] counts = new long[0][0];
    for (JsonNode run : runs) {
      JsonNode confusion = run.at("/evaluation/confusion");
      if (tags.isEmpty()) {
        confusion.path("tags").forEach(tag -> tags.add(tag.asText()));
        counts = new long[tags.size()][tags.size()];
      }
      for (int row = 0; row < tags.size(); row++) {
        for (int column = 0; column < tags.size(); column++) {
          counts[row][column] += confusion.path("rows").path(row).path(column).asLong();
        }
      }
    }
    return tags.isEmpty() ? Optional.empty() : Optional.of(new SummedConfusion(tags, counts));
  }

  /** Returns the matrix as an HTML table. */
  String table(String caption) {
    List<String> header = new ArrayList<>(List.of("true \\ predicted"));
    header.addAll(tags);
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < tags.size(); row++) {
      List<String> cells = new ArrayList<>(List.of(tags.get(row)));
      for (long count : counts[row]) {
        cells.add(Numbers.count(count));
      }
      rows.add(cells);
    }
    return Html.table(caption, header, rows);
  }
}
