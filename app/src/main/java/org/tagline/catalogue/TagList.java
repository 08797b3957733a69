package org.tagline.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins several tags into one database value and splits them again. */
final class TagList {
  private TagList() {}

  static String join(List<String> tags) {
    return String.join(Catalogue.SEPARATOR, tags);
  }

  static List<String> split(@Nullable String value) {
    return value == null || value.isEmpty() ? List.of() : List.of(value.split(Catalogue.SEPARATOR));
  }
}
