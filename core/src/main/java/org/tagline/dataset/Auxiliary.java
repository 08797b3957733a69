package org.tagline.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Auxiliary training films: films from outside the catalogue, possibly with other tags.
 *
 * <p>Films that share a passage with any film of the catalogue, held out or not, are excluded so
 * that no test text leaks into training.
 *
 * @param films the usable films
 * @param leftOut number of excluded films: without a text or a tag, repeated, or in the catalogue
 */
public record Auxiliary(List<Film> films, int leftOut) {
  /** Number of consecutive words that two texts are unlikely to share by chance. */
  private static final int PASSAGE = 16;

  private static final Pattern NO_WORD = Pattern.compile("(?U)\\W+");

  public Auxiliary {
    films = List.copyOf(films);
  }

  /** Returns an empty set of auxiliary films. */
  public static Auxiliary none() {
    return new Auxiliary(List.of(), 0);
  }

  /**
   * Keeps the films that share no text and no passage with the catalogue.
   *
   * @param catalogue all films of the catalogue, from every part of a split
   * @param films the candidates
   */
  public static Auxiliary disjointFrom(List<Film> catalogue, List<Film> films) {
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
   * Returns a 64-bit hash of every run of {@link #PASSAGE} words. A catalogue has millions of runs;
   * a chance collision only excludes one more film.
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
