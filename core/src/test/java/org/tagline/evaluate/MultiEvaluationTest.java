package org.tagline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.TagSet;

class MultiEvaluationTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private final ScikitLearnCase known = ScikitLearnCase.read("multi");
  private final TagSet tags = new TagSet(known.texts("tags"));
  private final boolean[][] labels = known.marks("gold");
  private final float[][] probabilities = known.matrix("probabilities");
  private final float[] thresholds = known.floats("thresholds");
  private final MultiEvaluation evaluation =
      Evaluator.multi(tags, labels, probabilities, thresholds, 1);

  @Test
  void figuresAtTheThresholdsMatchScikitLearn() {
    assertThat(evaluation.documents()).isEqualTo(60);
    assertThat(evaluation.microF1()).isCloseTo(known.number("microF1"), EXACT);
    assertThat(evaluation.macroF1()).isCloseTo(known.number("macroF1"), EXACT);
    assertThat(evaluation.subsetAccuracy()).isCloseTo(known.number("subsetAccuracy"), EXACT);
    assertThat(evaluation.accuracy()).isEqualTo(evaluation.subsetAccuracy());
  }

  @Test
  void figuresAtKMatchScikitLearnOnTheTopTags() {
    assertThat(evaluation.f1At3()).isCloseTo(known.number("f1At3"), EXACT);
    assertThat(evaluation.f1At5()).isCloseTo(known.number("f1At5"), EXACT);
    assertThat(evaluation.tagRecallAt3()).isCloseTo(known.number("tagRecallAt3"), EXACT);
    assertThat(evaluation.tagsLearnedAt3()).isEqualTo(7);
  }

  @Test
  void rankingFiguresMatchScikitLearn() {
    assertThat(evaluation.weightedF1()).isCloseTo(known.number("weightedF1"), EXACT);
    assertThat(evaluation.rankingLoss()).isCloseTo(known.number("rankingLoss"), within(1e-9));
    assertThat(evaluation.coverageError()).isCloseTo(known.number("coverageError"), EXACT);
    assertThat(evaluation.tagRecallAt5()).isCloseTo(known.number("tagRecallAt5"), EXACT);
  }

  @Test
  void macroF1IsReportedForEachThirdOfTheTags() {
    TagSet three = new TagSet(List.of("often", "rare", "some"));
    boolean[][] labels = {{true, false, true}, {true, true, false}, {true, false, true}};
    float[][] predicted = {{1, 0, 1}, {1, 0, 0}, {1, 0, 0}};

    MultiEvaluation.ByFrequency parts =
        Evaluator.multi(three, labels, predicted, new float[] {0.5f, 0.5f, 0.5f}, 1).byFrequency();

    assertThat(parts.head()).isEqualTo(1);
    assertThat(parts.middle()).isCloseTo(2.0 / 3, EXACT);
    assertThat(parts.tail()).isZero();
  }

  @Test
  void figuresAreReportedForQuartersByLength() {
    TagSet two = new TagSet(List.of("a", "b"));
    boolean[][] labels = {{true, false}, {true, false}, {true, false}, {false, true}};
    float[][] predicted = {{1, 0}, {0, 1}, {1, 0}, {0, 1}};

    List<LengthPart> parts =
        Evaluator.multi(
                two, labels, predicted, new float[] {0.5f, 0.5f}, new int[] {40, 10, 30, 20}, 1)
            .byLength();

    assertThat(parts).extracting(LengthPart::shortest).containsExactly(10, 20, 30, 40);
    assertThat(parts).extracting(LengthPart::microF1).containsExactly(0.0, 1.0, 1.0, 1.0);
  }

  @Test
  void calibrationErrorIsTheDifferenceOfProbabilityAndPrecision() {
    boolean[][] labels = {{true, false}, {true, false}};
    float[][] predicted = {{0.9f, 0.1f}, {0.9f, 0.1f}};

    assertThat(Calibration.expectedError(labels, predicted)).isCloseTo(0.1, within(1e-6));
  }

  @Test
  void meanAveragePrecisionIsOverTheTagsWithSupport() {
    assertThat(evaluation.meanAveragePrecision())
        .isCloseTo(known.number("meanAveragePrecision"), EXACT);
  }

  @Test
  void lossIsTheMeanBinaryCrossEntropy() {
    assertThat(evaluation.loss()).isCloseTo(known.number("loss"), within(1e-9));
  }

  @Test
  void perTagFiguresMatchScikitLearn() {
    assertThat(perTag(TagScore::precision)).containsExactly(known.numbers("precision"), EXACT);
    assertThat(perTag(TagScore::recall)).containsExactly(known.numbers("recall"), EXACT);
    assertThat(perTag(TagScore::f1)).containsExactly(known.numbers("f1"), EXACT);
    assertThat(perTag(TagScore::support)).containsExactly(known.numbers("support"), EXACT);
  }

  @Test
  void includesTheBaselineOfTheMostFrequentTags() {
    assertThat(evaluation.mostFrequent().tags()).isEqualTo(known.texts("mostFrequent"));
    assertThat(evaluation.mostFrequent().f1At3())
        .isCloseTo(known.number("mostFrequentF1At3"), EXACT);
    assertThat(evaluation.mostFrequent().f1At5())
        .isCloseTo(known.number("mostFrequentF1At5"), EXACT);
  }

  @Test
  void intervalsContainTheirFigure() {
    assertThat(evaluation.intervals().microF1().contains(evaluation.microF1())).isTrue();
    assertThat(evaluation.intervals().f1At3().contains(evaluation.f1At3())).isTrue();
    assertThat(evaluation.intervals().macroF1().low()).isLessThan(evaluation.macroF1());
    assertThat(evaluation.intervals().subsetAccuracy().contains(evaluation.accuracy())).isTrue();
  }

  @Test
  void jsonHasTheDocumentedFields() {
    assertThat(new ObjectMapper().valueToTree(evaluation).fieldNames())
        .toIterable()
        .contains(
            "documents",
            "microF1",
            "macroF1",
            "f1At3",
            "f1At5",
            "tagRecallAt3",
            "tagsLearnedAt3",
            "meanAveragePrecision",
            "subsetAccuracy",
            "perTag",
            "loss");
  }

  @Test
  void twoTagsAreEnoughForTheTopFive() {
    TagSet two = new TagSet(List.of("a", "b"));
    boolean[][] both = {{true, true}};

    MultiEvaluation small =
        Evaluator.multi(two, both, new float[][] {{0.1f, 0.2f}}, new float[] {0.5f, 0.5f}, 1);

    assertThat(small.f1At5()).isEqualTo(1);
    assertThat(small.microF1()).isZero();
  }

  @Test
  void filmsWithoutTagsGiveZeroInsteadOfNaN() {
    TagSet two = new TagSet(List.of("a", "b"));

    MultiEvaluation none =
        Evaluator.multi(two, new boolean[1][2], new float[1][2], new float[] {0.5f, 0.5f}, 1);

    assertThat(none.microF1()).isZero();
    assertThat(none.meanAveragePrecision()).isZero();
    assertThat(none.subsetAccuracy()).isEqualTo(1);
  }

  @Test
  void aBrokenProbabilityIsReportedWithTheIndexOfTheFilm() {
    probabilities[41][2] = Float.NaN;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.multi(tags, labels, probabilities, thresholds, 1))
        .withMessageContaining("film 41 has the score NaN");
  }

  @Test
  void everyTagNeedsAThreshold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.multi(tags, labels, probabilities, new float[3], 1))
        .withMessage("there are 3 thresholds but 8 tags");
  }

  private double[] perTag(ToDoubleFunction<TagScore> figure) {
    return evaluation.perTag().stream().mapToDouble(figure).toArray();
  }
}
