package org.tagline.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tagline.evaluate.ApplyThresholds;
import org.tagline.evaluate.PlattScaling;
import org.tagline.evaluate.Thresholds;
import org.tagline.tagger.Bands;

/** Chooses calibration, thresholds and bands of a multi-label tagger. */
final class ManyTags {
  /** Smallest support of a tag with its own threshold. */
  private static final int LEAST_FILMS = 10;

  private ManyTags() {}

  /**
   * Chooses the rule on films that were not used for training.
   *
   * @param labels {@code [films, tags]}
   * @param logits {@code [films, tags]}
   */
  static DecisionRule decide(
      boolean[][] labels, float[][] logits, ThresholdPolicy thresholdPolicy) {
    int tags = labels[0].length;
    List<PlattScaling> calibration =
        thresholdPolicy.perTag()
            ? eachTag(labels, logits)
            : Collections.nCopies(tags, all(labels, logits));
    float[][] probabilities = new float[logits.length][tags];
    for (int film = 0; film < logits.length; film++) {
      for (int tag = 0; tag < tags; tag++) {
        probabilities[film][tag] = calibration.get(tag).probability(logits[film][tag]);
      }
    }
    float[] thresholds =
        thresholdPolicy.perTag()
            ? Thresholds.shrunk(labels, probabilities, LEAST_FILMS)
            : Thresholds.uniform(tags, Thresholds.global(labels, probabilities));
    float[] apply =
        ApplyThresholds.of(labels, probabilities, thresholdPolicy.applyPrecision(), Bands.NEVER);
    return new DecisionRule(
        1, list(thresholds), calibration, new Bands(thresholdPolicy.applyPrecision(), list(apply)));
  }

  private static List<PlattScaling> eachTag(boolean[][] labels, float[][] logits) {
    List<PlattScaling> scalings = new ArrayList<>();
    for (int tag = 0; tag < labels[0].length; tag++) {
      boolean[] carried = new boolean[labels.length];
      double[] scores = new double[labels.length];
      for (int film = 0; film < labels.length; film++) {
        carried[film] = labels[film][tag];
        scores[film] = logits[film][tag];
      }
      scalings.add(PlattScaling.fit(carried, scores));
    }
    return scalings;
  }

  /** Fits one calibration for all tags, which keeps the order of their logits. */
  private static PlattScaling all(boolean[][] labels, float[][] logits) {
    int tags = labels[0].length;
    boolean[] carried = new boolean[Math.multiplyExact(labels.length, tags)];
    double[] scores = new double[carried.length];
    for (int i = 0; i < carried.length; i++) {
      carried[i] = labels[i / tags][i % tags];
      scores[i] = logits[i / tags][i % tags];
    }
    return PlattScaling.fit(carried, scores);
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }
}
