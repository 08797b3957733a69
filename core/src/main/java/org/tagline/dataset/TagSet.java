package org.tagline.dataset;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tags that a tagger can predict, in the order of its outputs. Immutable. */
public final class TagSet {
  private final List<String> names;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * @throws IllegalArgumentException if a name is repeated or blank
   */
  public TagSet(List<String> names) {
    this.names = List.copyOf(names);
    for (String name : this.names) {
      if (name.isBlank() || indexes.put(name, indexes.size()) != null) {
        throw new IllegalArgumentException("tags must be distinct and not blank: " + names);
      }
    }
  }

  /** Returns all tags of the films, most frequent first, ties by name. */
  public static TagSet of(Collection<Film> films) {
    Map<String, Integer> counts = new TreeMap<>();
    films.forEach(film -> film.tags().forEach(tag -> counts.merge(tag, 1, Integer::sum)));
    return new TagSet(
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList());
  }

  public int size() {
    return names.size();
  }

  public List<String> names() {
    return names;
  }

  public String name(int index) {
    return names.get(index);
  }

  /**
   * Returns the index of a tag.
   *
   * @throws IllegalArgumentException if the tag is not in the set
   */
  public int indexOf(String tag) {
    Integer index = indexes.get(tag);
    if (index == null) {
      throw new IllegalArgumentException(
          "unknown tag \"" + tag + "\"; the known tags are " + names);
    }
    return index;
  }

  public boolean contains(String tag) {
    return indexes.containsKey(tag);
  }

  /** Returns the subset of these tags, in this order. */
  public TagSet retain(Collection<String> tags) {
    LinkedHashSet<String> kept = new LinkedHashSet<>(names);
    kept.retainAll(tags);
    return new TagSet(List.copyOf(kept));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagSet that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
