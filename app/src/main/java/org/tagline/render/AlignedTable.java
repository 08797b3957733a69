package org.tagline.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns as wide as their widest cell: the first column to the left, numbers after it to
 * the right. Tags come from other people's files, so control characters, which could command the
 * terminal, are shown as "?". Not thread-safe.
 */
public final class AlignedTable {
  private static final int WIDEST_CELL = 32;

  private final List<List<String>> rows = new ArrayList<>();

  public AlignedTable row(List<String> cells) {
    rows.add(cells.stream().map(AlignedTable::shown).toList());
    return this;
  }

  public AlignedTable row(String... cells) {
    return row(List.of(cells));
  }

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

  /** One line that is safe to print and not longer than a column may be. */
  public static String shown(String text) {
    int[] characters =
        text.codePoints()
            .map(
                c ->
                    Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
            .toArray();
    return characters.length <= WIDEST_CELL
        ? new String(characters, 0, characters.length)
        : new String(characters, 0, WIDEST_CELL - 1) + "…";
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
