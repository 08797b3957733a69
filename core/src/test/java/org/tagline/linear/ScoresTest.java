package org.tagline.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final SparseVector TEXT =
      new SparseVector(new int[] {0, 2}, new float[] {.6f, .8f});
  private static final SparseVector OTHER = new SparseVector(new int[] {1}, new float[] {1});
  private final Scores first =
      new Scores(new float[][] {{1, 2, 3}, {-1, 0, .5f}}, new float[] {.1f, -.2f});
  private final Scores second =
      new Scores(new float[][] {{2, -3}, {.5f, 1}, {0, 4}}, new float[] {1, 0, -1});

  @Test
  void aSecondLayerIsMergedIntoScoresOfTheText() {
    float[] inner = first.of(TEXT);
    float[] expected = second.of(new SparseVector(new int[] {0, 1}, inner));

    assertThat(first.then(second).of(TEXT)).containsExactly(expected, within(1e-5f));
  }

  @Test
  void standardizedScoresHaveMeanZeroAndDeviationOne() {
    Scores standardized = first.standardized(List.of(TEXT, OTHER));

    for (int tag = 0; tag < 2; tag++) {
      double a = standardized.of(TEXT, tag);
      double b = standardized.of(OTHER, tag);
      assertThat(a + b).isCloseTo(0, within(1e-5));
      assertThat(Math.abs(a)).isCloseTo(1, within(1e-5));
      assertThat(Math.signum(a - b))
          .isEqualTo(Math.signum(first.of(TEXT, tag) - first.of(OTHER, tag)));
    }
  }

  @Test
  void aMixtureIsTheWeightedSum() {
    Scores mixed = first.mixed(.7, first, .3, new double[] {1, 2});

    assertThat(mixed.of(TEXT, 0)).isCloseTo(first.of(TEXT, 0) + 1, within(1e-5));
    assertThat(mixed.of(TEXT, 1)).isCloseTo(first.of(TEXT, 1) + 2, within(1e-5));
  }
}
