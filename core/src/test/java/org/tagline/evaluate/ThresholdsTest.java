package org.tagline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.TagSet;

class ThresholdsTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private final ScikitLearnCase known = ScikitLearnCase.read("multi");
  private final TagSet tags = new TagSet(known.texts("tags"));
  private final boolean[][] labels = known.marks("gold");
  private final float[][] probabilities = known.matrix("probabilities");

  @Test
  void theGlobalThresholdHasTheBestMicroF1() {
    float threshold = Thresholds.global(labels, probabilities);

    assertThat(at(Thresholds.uniform(8, threshold)).microF1())
        .isCloseTo(known.number("bestGlobalMicroF1"), EXACT);
  }

  @Test
  void perTagThresholdsHaveTheBestF1OfEachTag() {
    float[] thresholds = Thresholds.perTag(labels, probabilities, 1);

    assertThat(at(thresholds).perTag().stream().mapToDouble(TagScore::f1).toArray())
        .containsExactly(known.numbers("bestPerTagF1"), EXACT);
  }

  @Test
  void tagsWithLittleSupportGetTheGlobalThreshold() {
    float[] thresholds = Thresholds.perTag(labels, probabilities, 10);
    float global = Thresholds.global(labels, probabilities);

    assertThat(thresholds[4]).isEqualTo(global);
    assertThat(thresholds[0]).isNotEqualTo(global);
  }

  @Test
  void aThresholdLiesHalfwayBetweenItsNeighbours() {
    boolean[][] marks = {{true}, {false}};

    assertThat(Thresholds.global(marks, new float[][] {{0.75f}, {0.25f}})).isEqualTo(0.5f);
  }

  @Test
  void neighbouringFloatsAreSeparated() {
    float low = 0.3f;
    float high = Math.nextUp(low);

    assertThat(Thresholds.global(new boolean[][] {{true}, {false}}, new float[][] {{high}, {low}}))
        .isEqualTo(high);
  }

  @Test
  void withoutLabelsTheThresholdIsTheDefault() {
    assertThat(Thresholds.global(new boolean[2][1], new float[2][1])).isEqualTo(0.5f);
  }

  @Test
  void choosingWithoutFilmsIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Thresholds.perTag(new boolean[0][], new float[0][], 1))
        .withMessageContaining("nothing to evaluate");
  }

  private MultiEvaluation at(float[] thresholds) {
    return Evaluator.multi(tags, labels, probabilities, thresholds, 1);
  }
}
