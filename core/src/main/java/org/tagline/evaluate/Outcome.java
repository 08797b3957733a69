package org.tagline.evaluate;

import java.util.Arrays;

/** One document's tags and the tags predicted for it, as indexes: all that the counts need. */
final class Outcome {
  final int[] gold;
  final int[] predicted;
  final int[] right;

  private Outcome(int[] gold, int[] predicted, int[] right) {
    this.gold = gold;
    this.predicted = predicted;
    this.right = right;
  }

  static Outcome single(int gold, int predicted) {
    int[] only = {gold};
    return gold == predicted
        ? new Outcome(only, only, only)
        : new Outcome(only, new int[] {predicted}, new int[0]);
  }

  static Outcome multi(boolean[] gold, int[] predicted) {
    int[] goldTags = new int[gold.length];
    int carried = 0;
    for (int tag = 0; tag < gold.length; tag++) {
      if (gold[tag]) {
        goldTags[carried++] = tag;
      }
    }
    int[] right = Arrays.stream(predicted).filter(tag -> gold[tag]).toArray();
    return new Outcome(Arrays.copyOf(goldTags, carried), predicted, right);
  }

  boolean allRight() {
    return right.length == gold.length && right.length == predicted.length;
  }
}
