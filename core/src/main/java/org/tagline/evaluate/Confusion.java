package org.tagline.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.tagline.dataset.TagSet;

/**
 * Confusion matrix.
 *
 * @param tags names of the rows and columns
 * @param rows {@code rows.get(t).get(p)} is the number of films with tag t and predicted tag p
 */
public record Confusion(List<String> tags, List<List<Integer>> rows) {

  public Confusion {
    tags = List.copyOf(tags);
    rows = rows.stream().map(List::copyOf).toList();
  }

  static Confusion of(TagSet tags, int[] labels, int[] predicted) {
    int[][] counts = new int[tags.size()][tags.size()];
    for (int film = 0; film < labels.length; film++) {
      counts[labels[film]][predicted[film]]++;
    }
    return new Confusion(
        tags.names(),
        IntStream.range(0, counts.length)
            .mapToObj(row -> IntStream.of(counts[row]).boxed().toList())
            .toList());
  }
}
