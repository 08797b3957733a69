package org.tagline.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Decides the order of the examples and which of them are processed together. */
public final class Batches {

  private Batches() {}

  /** Returns the batches of one epoch, in an order that depends on the seed and the epoch. */
  static List<List<Example>> epoch(List<Example> examples, int batch, long seed, int epoch) {
    List<Example> shuffled = new ArrayList<>(examples);
    Collections.shuffle(shuffled, new Random(Seeds.of(seed, epoch)));
    List<List<Example>> batches = new ArrayList<>();
    for (int from = 0; from < shuffled.size(); from += batch) {
      batches.add(shuffled.subList(from, Math.min(shuffled.size(), from + batch)));
    }
    return batches;
  }

  /**
   * Groups examples of similar length so that the windows of a group have at most {@code
   * tokenBudget} tokens. A longer example forms its own group.
   */
  public static List<List<Example>> byLength(List<Example> examples, int tokenBudget) {
    List<Example> sorted = new ArrayList<>(examples);
    sorted.sort(Comparator.comparingInt(Example::tokens).reversed().thenComparing(Example::id));
    List<List<Example>> groups = new ArrayList<>();
    List<Example> group = new ArrayList<>();
    int tokens = 0;
    for (Example example : sorted) {
      if (!group.isEmpty() && tokens + example.tokens() > tokenBudget) {
        groups.add(group);
        group = new ArrayList<>();
        tokens = 0;
      }
      group.add(example);
      tokens += example.tokens();
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }
}
