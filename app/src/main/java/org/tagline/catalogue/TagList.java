package org.tagline.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several tags in one value of the database. */
final class TagList {
  private TagList() {}

  static String join(List<String> tags) {
    return String.join(Catalogue.SEPARATOR, tags);
  }

  static List<String> split(@Nullable String value) {
    return value == null || value.isEmpty() ? List.of() : List.of(value.split(Catalogue.SEPARATOR));
  }
}
