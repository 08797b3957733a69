package org.tagline.linear;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the words that are read over, as stop words are, without a list of any language: those that
 * stand in many films and leave every tag as frequent as it is without them.
 */
final class CommonWords {
  /** In a small or narrow catalogue a telling word may stand in many films; it moves a tag so. */
  private static final double TELLING = 0.15;

  private CommonWords() {}

  /**
   * The words of more than a share of the films that tell no tag.
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
          boolean telling = false;
          for (int tag = 0; tag < tags; tag++) {
            double usual = (double) all[tag] / labels.length;
            telling |= Math.abs((double) with[tag] / count - usual) > TELLING;
          }
          if (!telling) {
            common.add(word);
          }
        });
    return common;
  }
}
