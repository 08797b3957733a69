package org.tagline.render;

import java.util.ArrayList;
import java.util.List;

/**
 * A plain-text table whose columns are as wide as their widest cell. The first column is aligned
 * left, the others right. Cells may come from untrusted files: control characters, which could send
 * commands to the terminal, are replaced by "?". Not thread-safe.
 */
public final class AlignedTable {
  private static final int MAX_CELL_LENGTH = 32;

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; rows may have different numbers of cells. */
  public AlignedTable row(List<String> cells) {
    rows.add(cells.stream().map(AlignedTable::printable).toList());
    return this;
  }

  /** Adds a row; rows may have different numbers of cells. */
  public AlignedTable row(String... cells) {
    return row(List.of(cells));
  }

  /** Returns the table, one row per line, each ending with a line break. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String padding = " ".repeat(width(column) - length(cell));
        line.append(column == 0 ? cell + padding : "  " + padding + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Replaces control characters by "?" and cuts the text to the length of a cell. */
  public static String printable(String text) {
    int[] characters =
        text.codePoints()
            .map(
                c ->
                    Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
            .toArray();
    return characters.length <= MAX_CELL_LENGTH
        ? new String(characters, 0, characters.length)
        : new String(characters, 0, MAX_CELL_LENGTH - 1) + "…";
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> length(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
