package org.tagline.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The figures of the documents of similar length.
 *
 * @param shortest characters of the shortest document
 * @param longest characters of the longest
 */
public record LengthPart(int shortest, int longest, int documents, double microF1, double macroF1) {
  private static final int PARTS = 4;

  /** Quarters of the documents, the shortest first; none of fewer than four. */
  static List<LengthPart> of(int tags, Outcome[] outcomes, int[] lengths) {
    List<LengthPart> parts = new ArrayList<>();
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(document -> lengths[document]))
            .mapToInt(document -> document)
            .toArray();
    for (int part = 0; part < PARTS && order.length >= PARTS; part++) {
      int from = (int) ((long) order.length * part / PARTS);
      int to = (int) ((long) order.length * (part + 1) / PARTS);
      int[] documents = Arrays.copyOfRange(order, from, to);
      TagCounts counts = new TagCounts(tags);
      for (int document : documents) {
        counts.add(outcomes[document]);
      }
      parts.add(
          new LengthPart(
              lengths[documents[0]],
              lengths[documents[documents.length - 1]],
              documents.length,
              counts.microF1(),
              counts.macroF1OfAllTags()));
    }
    return parts;
  }
}
