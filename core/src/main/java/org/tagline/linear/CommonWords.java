package org.tagline.linear;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds stop words without a list for any language: words that occur in many films and are
 * independent of every tag.
 */
final class CommonWords {
  /**
   * A word is informative if the share of a tag among its films differs from the overall share by
   * more than this.
   */
  private static final double INFORMATIVE = 0.15;

  private CommonWords() {}

  /**
   * Returns the uninformative words that occur in more than the given share of the films.
   *
   * @param labels {@code [films, tags]}
   */
  static Set<String> of(List<String> texts, boolean[][] labels, double share) {
    Map<String, Integer> films = Terms.films(texts, Set.of(), 1);
    films.values().removeIf(count -> count <= share * texts.size());
    int tags = labels[0].length;
    int[] all = new int[tags];
    Map<String, int[]> byWord = new HashMap<>();
    for (int film = 0; film < labels.length; film++) {
      Set<String> words = new TreeSet<>();
      Words.of(texts.get(film)).forEach(word -> words.add(word.text()));
      words.retainAll(films.keySet());
      for (int tag = 0; tag < tags; tag++) {
        if (labels[film][tag]) {
          all[tag]++;
          for (String word : words) {
            byWord.computeIfAbsent(word, w -> new int[tags])[tag]++;
          }
        }
      }
    }
    Set<String> common = new TreeSet<>();
    films.forEach(
        (word, count) -> {
          int[] with = byWord.getOrDefault(word, new int[tags]);
          boolean informative = false;
          for (int tag = 0; tag < tags; tag++) {
            double usual = (double) all[tag] / labels.length;
            informative |= Math.abs((double) with[tag] / count - usual) > INFORMATIVE;
          }
          if (!informative) {
            common.add(word);
          }
        });
    return common;
  }
}
