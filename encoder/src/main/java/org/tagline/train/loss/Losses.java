package org.tagline.train.loss;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The losses for any number of tags a film, by name: one file and one line each. */
public final class Losses {
  /** The usual one. */
  public static final String DEFAULT = "bce";

  private static final Map<String, Maker> MANY =
      new TreeMap<>(
          Map.of(
              DEFAULT,
              tags -> new BinaryCrossEntropy(tags.weights(), tags.labelSmoothing()),
              "focal",
              tags -> new FocalLoss(tags.weights(), tags.labelSmoothing()),
              "db",
              tags ->
                  new DistributionBalancedLoss(
                      tags.counts(), tags.films(), tags.labelSmoothing())));

  private Losses() {}

  /**
   * What a loss may look at.
   *
   * @param weights one a tag, of a tag that is there
   * @param counts training films of each tag
   * @param films in the training part
   * @param labelSmoothing share by which targets move towards one half
   */
  public record Tags(float[] weights, long[] counts, long films, double labelSmoothing) {}

  @FunctionalInterface
  private interface Maker {
    Loss make(Tags tags);
  }

  /** Returns all names, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(MANY.keySet());
  }

  /** The name as it is written; an unknown one is refused with those there are. */
  public static String known(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!MANY.containsKey(lower)) {
      throw new IllegalArgumentException(
          "the loss is one of " + String.join(", ", MANY.keySet()) + ", not " + name);
    }
    return lower;
  }

  /** The loss of that name. */
  public static Loss of(String name, Tags tags) {
    return java.util.Objects.requireNonNull(MANY.get(known(name))).make(tags);
  }
}
