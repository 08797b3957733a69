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
 * Films with one text, which no split may part.
 *
 * @param key the text as {@link SameText} compares it
 * @param rank a number drawn from seed and text, which orders the dealing
 * @param size how many films
 * @param tags how many of the films carry each tag
 */
record TextGroup(String key, long rank, int size, Map<String, Integer> tags) {

  /** Groups of the complete films, in the order that the seed gives them. */
  static List<TextGroup> of(List<Film> documents, long seed) {
    Map<String, List<Film>> byText = new LinkedHashMap<>();
    for (Film document : documents) {
      String key = SameText.key(document.text());
      if (!key.isEmpty() && !document.tags().isEmpty()) {
        byText.computeIfAbsent(key, any -> new ArrayList<>(1)).add(document);
      }
    }
    MessageDigest sha = Sha256.digest();
    List<TextGroup> groups = new ArrayList<>();
    byText.forEach((key, films) -> groups.add(of(key, films, seed, sha)));
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
