package org.tagline.evaluate;

import java.util.Arrays;

/** Label and predicted tag indexes of one film. */
final class Outcome {
  final int[] labels;
  final int[] predicted;
  final int[] right;

  private Outcome(int[] labels, int[] predicted, int[] right) {
    this.labels = labels;
    this.predicted = predicted;
    this.right = right;
  }

  static Outcome single(int labels, int predicted) {
    int[] only = {labels};
    return labels == predicted
        ? new Outcome(only, only, only)
        : new Outcome(only, new int[] {predicted}, new int[0]);
  }

  static Outcome multi(boolean[] labels, int[] predicted) {
    int[] carriedTags = new int[labels.length];
    int carried = 0;
    for (int tag = 0; tag < labels.length; tag++) {
      if (labels[tag]) {
        carriedTags[carried++] = tag;
      }
    }
    int[] right = Arrays.stream(predicted).filter(tag -> labels[tag]).toArray();
    return new Outcome(Arrays.copyOf(carriedTags, carried), predicted, right);
  }

  boolean allRight() {
    return right.length == labels.length && right.length == predicted.length;
  }
}
