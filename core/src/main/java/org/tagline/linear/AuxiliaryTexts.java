package org.tagline.linear;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Films beside those that are learned from, tagged more richly.
 *
 * @param texts of the films; none is a text that is learned from or measured on
 * @param labels {@code [films, tags]}: those that are learned
 * @param tags {@code [films, all tags]}: every tag that such films have
 */
public record AuxiliaryTexts(List<String> texts, boolean[][] labels, boolean[][] tags) {

  public AuxiliaryTexts {
    if (texts.isEmpty() || labels.length != texts.size() || tags.length != texts.size()) {
      throw new IllegalArgumentException("auxiliary films need a row of tags each");
    }
    texts = List.copyOf(texts);
  }

  /** The films that have exactly one of the learned tags: examples as good as the catalogue's. */
  int[] examples() {
    return IntStream.range(0, labels.length)
        .filter(
            film ->
                IntStream.range(0, labels[film].length).filter(t -> labels[film][t]).count() == 1)
        .toArray();
  }
}
