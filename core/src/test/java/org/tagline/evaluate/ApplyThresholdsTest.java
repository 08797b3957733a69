package org.tagline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ApplyThresholdsTest {
  private static final float NEVER = 2;

  @Test
  void keepTheTargetPrecisionOnOtherFilms() {
    Films chosen = new Films(1, 3000, 0);
    Films others = new Films(2, 3000, 0);

    float[] thresholds = ApplyThresholds.of(chosen.labels, chosen.probabilities, 0.9, NEVER);

    assertThat(others.given(thresholds, 0)).isGreaterThan(100);
    assertThat(others.right(thresholds, 0)).isGreaterThan(0.87);
    assertThat(others.right(thresholds, 1)).isGreaterThan(0.87);
  }

  @Test
  void areHigherForATagWithLowerPrecision() {
    Films films = new Films(1, 3000, 0.3);

    float[] thresholds = ApplyThresholds.of(films.labels, films.probabilities, 0.8, NEVER);

    assertThat(thresholds[1]).isGreaterThan(thresholds[0]);
  }

  @Test
  void areNeverWithTooFewFilms() {
    Films films = new Films(1, 29, 0);

    assertThat(ApplyThresholds.of(films.labels, films.probabilities, 0.1, NEVER))
        .containsExactly(NEVER, NEVER);
  }

  @Test
  void areNeverForATagThatMissesThePrecision() {
    Films films = new Films(1, 3000, 0.5);

    float[] thresholds = ApplyThresholds.of(films.labels, films.probabilities, 0.9, NEVER);

    assertThat(thresholds[0]).isLessThan(1);
    assertThat(thresholds[1]).isEqualTo(NEVER);
  }

  /**
   * Films with two tags: calibrated probabilities for the first, overestimated ones for the second.
   */
  private static final class Films {
    final boolean[][] labels;
    final float[][] probabilities;

    Films(long seed, int films, double tooHigh) {
      Random random = new Random(seed);
      labels = new boolean[films][2];
      probabilities = new float[films][2];
      for (int film = 0; film < films; film++) {
        for (int tag = 0; tag < 2; tag++) {
          double p = random.nextDouble();
          probabilities[film][tag] = (float) p;
          labels[film][tag] = random.nextDouble() < (tag == 1 ? p * (1 - tooHigh) : p);
        }
      }
    }

    int given(float[] thresholds, int tag) {
      int given = 0;
      for (float[] row : probabilities) {
        given += row[tag] >= thresholds[tag] ? 1 : 0;
      }
      return given;
    }

    double right(float[] thresholds, int tag) {
      int right = 0;
      for (int film = 0; film < labels.length; film++) {
        right += probabilities[film][tag] >= thresholds[tag] && labels[film][tag] ? 1 : 0;
      }
      return (double) right / given(thresholds, tag);
    }
  }
}
