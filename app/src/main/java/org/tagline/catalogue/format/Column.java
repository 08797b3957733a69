package org.tagline.catalogue.format;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The columns of a film file and the names people give them. */
enum Column {
  /** The first name that is there wins, so an own id goes before another catalogue's. */
  ID("id", "row", "rowid", "imdbid"),
  TITLE("title", "name"),
  TEXT("synopsis", "plotsynopsis", "plot", "overview", "text"),
  TAGS("tags", "tag", "labels", "label", "genres", "genre");

  private final List<String> names;

  Column(String... names) {
    this.names = List.of(names);
  }

  /** How well a header's name fits: 0 is best, larger is worse, null is not at all. */
  @Nullable Integer rank(String header) {
    int rank = names.indexOf(normalised(header));
    return rank < 0 ? null : rank;
  }

  /** Case, spaces, underscores and other punctuation do not matter. */
  private static String normalised(String header) {
    return header.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
  }
}
