package org.tagline.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagline.files.Sha256;

/**
 * Films with the same text, which a split must keep together.
 *
 * @param key the key of the text, see {@link SameText}
 * @param rank hash of seed and text that orders the groups
 * @param size number of films
 * @param tags number of the films with each tag
 */
record TextGroup(String key, long rank, int size, Map<String, Integer> tags) {

  /** Groups the films that have a text and a tag; the groups are ordered by rank. */
  static List<TextGroup> of(List<Film> films, long seed) {
    Map<String, List<Film>> byText = new LinkedHashMap<>();
    for (Film film : films) {
      String key = SameText.key(film.text());
      if (!key.isEmpty() && !film.tags().isEmpty()) {
        byText.computeIfAbsent(key, any -> new ArrayList<>(1)).add(film);
      }
    }
    MessageDigest sha = Sha256.digest();
    List<TextGroup> groups = new ArrayList<>();
    byText.forEach((key, same) -> groups.add(of(key, same, seed, sha)));
    groups.sort(Comparator.comparingLong(TextGroup::rank).thenComparing(TextGroup::key));
    return groups;
  }

  private static TextGroup of(String key, List<Film> films, long seed, MessageDigest sha) {
    Map<String, Integer> tags = new HashMap<>();
    films.forEach(film -> film.tags().forEach(tag -> tags.merge(tag, 1, Integer::sum)));
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
    byte[] digest = sha.digest(key.getBytes(StandardCharsets.UTF_8));
    return new TextGroup(key, ByteBuffer.wrap(digest).getLong(), films.size(), Map.copyOf(tags));
  }
}
