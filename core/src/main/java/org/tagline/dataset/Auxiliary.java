package org.tagline.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Films from elsewhere that teach something although they are not in the catalogue, or have other
 * tags.
 *
 * <p>None may tell what a film of the catalogue is about: whatever shares a passage with one, be it
 * held out or not, is left out.
 *
 * @param films what is left
 * @param leftOut films without a text or a tag, repeated ones, and those of the catalogue
 */
public record Auxiliary(List<Film> films, int leftOut) {
  /** Words in a row that two texts do not share by chance. */
  private static final int PASSAGE = 16;

  private static final Pattern NO_WORD = Pattern.compile("(?U)\\W+");

  public Auxiliary {
    films = List.copyOf(films);
  }

  /** No films. */
  public static Auxiliary none() {
    return new Auxiliary(List.of(), 0);
  }

  /**
   * Keeps the films whose texts have nothing to do with the catalogue's.
   *
   * @param catalogue all its films, of every part of a split
   */
  public static Auxiliary beside(List<Film> catalogue, List<Film> films) {
    Set<Long> passages = new HashSet<>();
    catalogue.forEach(film -> passages.addAll(passages(film.text())));
    Set<String> seen = new HashSet<>();
    catalogue.forEach(film -> seen.add(SameText.key(film.text())));
    List<Film> kept = new ArrayList<>();
    for (Film film : films) {
      String key = SameText.key(film.text());
      boolean usable = !key.isEmpty() && !film.tags().isEmpty();
      if (usable && seen.add(key) && passages(film.text()).stream().noneMatch(passages::contains)) {
        kept.add(film);
      }
    }
    return new Auxiliary(kept, films.size() - kept.size());
  }

  /**
   * Hashes of every run of so many words. They have 64 bits, as a catalogue has millions of them; a
   * chance collision only leaves a film out.
   */
  private static List<Long> passages(String text) {
    String[] words = NO_WORD.split(text.toLowerCase(Locale.ROOT));
    List<Long> passages = new ArrayList<>();
    for (int from = 0; from + PASSAGE <= words.length; from++) {
      long hash = 1125899906842597L;
      for (int i = from; i < from + PASSAGE; i++) {
        hash = (hash ^ words[i].hashCode()) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
      }
      passages.add(hash);
    }
    return passages;
  }
}
