package org.tagline.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tagline.catalogue.format.TagField;
import org.tagline.dataset.TagSet;

/** Reads the values of {@code --tags}. */
final class TagNames {
  private TagNames() {}

  /**
   * Returns the tags of a list such as {@code A,B,C}, or of a JSON list of strings. A known tag may
   * contain commas: the longest known one that begins at a place is taken.
   *
   * @param given the values as typed
   * @param known the tags of the films
   */
  static Set<String> of(List<String> given, TagSet known) {
    Set<String> names = new LinkedHashSet<>();
    for (String value : given) {
      List<String> list = TagField.list(value);
      names.addAll(list == null ? split(value.split(",", -1), known) : list);
    }
    return names;
  }

  private static List<String> split(String[] pieces, TagSet known) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < pieces.length; ) {
      StringBuilder joined = new StringBuilder(pieces[at]);
      String name = pieces[at].strip();
      int next = at + 1;
      for (int end = at + 1; end < pieces.length; end++) {
        joined.append(',').append(pieces[end]);
        if (known.contains(joined.toString().strip())) {
          name = joined.toString().strip();
          next = end + 1;
        }
      }
      if (!name.isEmpty()) {
        names.add(name);
      }
      at = next;
    }
    return names;
  }
}
