package org.tagline.linear;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts and tags of auxiliary training films.
 *
 * @param texts texts of the films, which are neither in the training nor in the test part
 * @param labels {@code [films, tags]} labels of the tags to predict
 * @param tags {@code [films, all tags]} labels of all tags that auxiliary films have
 */
public record AuxiliaryTexts(List<String> texts, boolean[][] labels, boolean[][] tags) {

  public AuxiliaryTexts {
    if (texts.isEmpty() || labels.length != texts.size() || tags.length != texts.size()) {
      throw new IllegalArgumentException("each auxiliary film needs a row of labels");
    }
    texts = List.copyOf(texts);
  }

  /**
   * Returns the indexes of the films with exactly one of the tags to predict, which serve as
   * additional examples.
   */
  int[] examples() {
    return IntStream.range(0, labels.length)
        .filter(
            film ->
                IntStream.range(0, labels[film].length).filter(t -> labels[film][t]).count() == 1)
        .toArray();
  }
}
