package org.tagline.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures of films of similar length.
 *
 * @param shortest length of the shortest film in characters
 * @param longest length of the longest film in characters
 * @param documents number of films
 * @param microF1 micro-F1 of these films
 * @param macroF1 macro-F1 of these films over all tags
 */
public record LengthPart(int shortest, int longest, int documents, double microF1, double macroF1) {
  private static final int PARTS = 4;

  /** Returns the quarters of the films, the shortest first; empty for fewer than four films. */
  static List<LengthPart> of(int tags, Outcome[] outcomes, int[] lengths) {
    List<LengthPart> parts = new ArrayList<>();
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(film -> lengths[film]))
            .mapToInt(film -> film)
            .toArray();
    for (int part = 0; part < PARTS && order.length >= PARTS; part++) {
      int from = (int) ((long) order.length * part / PARTS);
      int to = (int) ((long) order.length * (part + 1) / PARTS);
      int[] films = Arrays.copyOfRange(order, from, to);
      TagCounts counts = new TagCounts(tags);
      for (int film : films) {
        counts.add(outcomes[film]);
      }
      parts.add(
          new LengthPart(
              lengths[films[0]],
              lengths[films[films.length - 1]],
              films.length,
              counts.microF1(),
              counts.macroF1OfAllTags()));
    }
    return parts;
  }
}
