package org.tagline.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.tagline.dataset.TagSet;

/**
 * Which tag was taken for which.
 *
 * @param tags the names of rows and columns
 * @param rows {@code rows.get(t).get(p)} counts the documents of tag t that were predicted p
 */
public record Confusion(List<String> tags, List<List<Integer>> rows) {

  public Confusion {
    tags = List.copyOf(tags);
    rows = rows.stream().map(List::copyOf).toList();
  }

  static Confusion of(TagSet tags, int[] labels, int[] predicted) {
    int[][] counts = new int[tags.size()][tags.size()];
    for (int document = 0; document < labels.length; document++) {
      counts[labels[document]][predicted[document]]++;
    }
    return new Confusion(
        tags.names(),
        IntStream.range(0, counts.length)
            .mapToObj(row -> IntStream.of(counts[row]).boxed().toList())
            .toList());
  }
}
