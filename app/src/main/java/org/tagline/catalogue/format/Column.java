package org.tagline.catalogue.format;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of a film file and the header names that are recognised for each. */
enum Column {
  /** The first name found wins, so a file's own id takes precedence over a foreign one. */
  ID("id", "row", "rowid", "imdbid"),
  TITLE("title", "name"),
  TEXT("synopsis", "plotsynopsis", "plot", "overview", "text"),
  TAGS("tags", "tag", "labels", "label", "genres", "genre");

  private final List<String> names;

  Column(String... names) {
    this.names = List.of(names);
  }

  /** Returns the position of the header among the known names, 0 first, or null if unknown. */
  @Nullable Integer rank(String header) {
    int rank = names.indexOf(normalised(header));
    return rank < 0 ? null : rank;
  }

  /** Removes case, spaces, underscores and other punctuation. */
  private static String normalised(String header) {
    return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
  }
}
