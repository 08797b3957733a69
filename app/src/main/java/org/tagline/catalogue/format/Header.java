package org.tagline.catalogue.format;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps columns to the fields of a row by the names in the first row. */
final class Header {
  private final int fields;
  private final Map<Column, Integer> indexes = new EnumMap<>(Column.class);

  Header(List<String> names) {
    fields = names.size();
    for (Column column : Column.values()) {
      Integer index = best(column, names);
      if (index != null) {
        indexes.put(column, index);
      }
    }
    if (!indexes.containsKey(Column.ID) && names.size() > 1 && isUnnamed(names.get(0))) {
      indexes.put(Column.ID, 0);
    }
  }

  /** Returns the number of fields that every row must have. */
  int fields() {
    return fields;
  }

  /** Returns the number of recognised columns, or 0 if there is no synopsis column. */
  int recognised() {
    return indexes.containsKey(Column.TEXT) ? indexes.size() : 0;
  }

  boolean has(Column column) {
    return indexes.containsKey(column);
  }

  /** Returns the row's value in a column, or the empty string if the file has no such column. */
  String value(Column column, List<String> row) {
    Integer index = indexes.get(column);
    return index == null ? "" : row.get(index);
  }

  private static @Nullable Integer best(Column column, List<String> names) {
    Integer found = null;
    int foundRank = Integer.MAX_VALUE;
    for (int i = 0; i < names.size(); i++) {
      Integer rank = column.rank(names.get(i));
      if (rank != null && rank < foundRank) {
        found = i;
        foundRank = rank;
      }
    }
    return found;
  }

  /** Recognises an index column; pandas names it {@code Unnamed: 0} when it saves a table again. */
  private static boolean isUnnamed(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.isEmpty() || lower.equals("unnamed: 0");
  }
}
