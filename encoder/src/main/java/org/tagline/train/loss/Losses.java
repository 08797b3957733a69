package org.tagline.train.loss;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The losses for several tags per document, by name. A new one is one file and one line here. */
public final class Losses {
  /** The default loss. */
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
                      tags.counts(), tags.examples(), tags.labelSmoothing())));

  private Losses() {}

  /**
   * The facts about the tags that a loss may use.
   *
   * @param weights weight of the positive examples of each tag
   * @param counts number of training examples of each tag
   * @param examples number of training examples
   * @param labelSmoothing fraction by which targets move towards 0.5, in [0, 1)
   */
  public record Tags(float[] weights, long[] counts, long examples, double labelSmoothing) {}

  @FunctionalInterface
  private interface Maker {
    Loss make(Tags tags);
  }

  /** Returns all names, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(MANY.keySet());
  }

  /**
   * Returns a name in lower case.
   *
   * @throws IllegalArgumentException for an unknown name; the message lists the known ones
   */
  public static String known(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!MANY.containsKey(lower)) {
      throw new IllegalArgumentException(
          "the loss must be one of " + String.join(", ", MANY.keySet()) + ", not " + name);
    }
    return lower;
  }

  /** Creates the loss with the given name. */
  public static Loss of(String name, Tags tags) {
    return java.util.Objects.requireNonNull(MANY.get(known(name))).make(tags);
  }
}
