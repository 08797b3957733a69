package org.tagline.learn;

import org.tagline.tagger.Bands;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tagline.evaluate.ApplyThresholds;
import org.tagline.evaluate.PlattScaling;
import org.tagline.evaluate.Thresholds;

/** Calibrates many tags' scores and chooses their thresholds and bands. */
final class ManyTags {
  /** A tag of fewer films gets the threshold of all tags. */
  private static final int LEAST_FILMS = 10;

  private ManyTags() {}

  /**
   * Decides on films that the scores' models did not learn.
   *
   * @param gold {@code [films, tags]}
   * @param logits {@code [films, tags]}
   */
  static Learner.Decisions decide(boolean[][] gold, float[][] logits, Deciding deciding) {
    int tags = gold[0].length;
    List<PlattScaling> calibration =
        deciding.perTag() ? eachTag(gold, logits) : Collections.nCopies(tags, all(gold, logits));
    float[][] probabilities = new float[logits.length][tags];
    for (int film = 0; film < logits.length; film++) {
      for (int tag = 0; tag < tags; tag++) {
        probabilities[film][tag] = calibration.get(tag).probability(logits[film][tag]);
      }
    }
    float[] thresholds =
        deciding.perTag()
            ? Thresholds.shrunk(gold, probabilities, LEAST_FILMS)
            : Thresholds.uniform(tags, Thresholds.global(gold, probabilities));
    float[] apply = ApplyThresholds.of(gold, probabilities, deciding.applyPrecision(), Bands.NEVER);
    return new Learner.Decisions(
        1, list(thresholds), calibration, new Bands(deciding.applyPrecision(), list(apply)));
  }

  private static List<PlattScaling> eachTag(boolean[][] gold, float[][] logits) {
    List<PlattScaling> scalings = new ArrayList<>();
    for (int tag = 0; tag < gold[0].length; tag++) {
      boolean[] carried = new boolean[gold.length];
      double[] scores = new double[gold.length];
      for (int film = 0; film < gold.length; film++) {
        carried[film] = gold[film][tag];
        scores[film] = logits[film][tag];
      }
      scalings.add(PlattScaling.fit(carried, scores));
    }
    return scalings;
  }

  /** One scale keeps the order of films and tags, so it changes no answer. */
  private static PlattScaling all(boolean[][] gold, float[][] logits) {
    int tags = gold[0].length;
    boolean[] carried = new boolean[Math.multiplyExact(gold.length, tags)];
    double[] scores = new double[carried.length];
    for (int i = 0; i < carried.length; i++) {
      carried[i] = gold[i / tags][i % tags];
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
