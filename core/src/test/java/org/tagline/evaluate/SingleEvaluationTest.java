package org.tagline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.TagSet;

class SingleEvaluationTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private final ScikitLearnCase known = ScikitLearnCase.read("single");
  private final TagSet tags = new TagSet(known.texts("tags"));
  private final int[] labels = known.indexes("gold");
  private final float[][] probabilities = known.matrix("probabilities");
  private final SingleEvaluation evaluation = Evaluator.single(tags, labels, probabilities, 1);

  @Test
  void overallFiguresMatchScikitLearn() {
    assertThat(evaluation.documents()).isEqualTo(80);
    assertThat(evaluation.accuracy()).isCloseTo(known.number("accuracy"), EXACT);
    assertThat(evaluation.balancedAccuracy()).isCloseTo(known.number("balancedAccuracy"), EXACT);
    assertThat(evaluation.macroF1()).isCloseTo(known.number("macroF1"), EXACT);
    assertThat(evaluation.microF1()).isCloseTo(known.number("microF1"), EXACT);
  }

  @Test
  void lossIsTheUnweightedCrossEntropyWithClampedProbabilities() {
    assertThat(evaluation.loss()).isCloseTo(known.number("loss"), within(1e-9));
  }

  @Test
  void perTagFiguresMatchScikitLearnEvenForTagsWithoutFilms() {
    assertThat(evaluation.perTag()).extracting(TagScore::tag).isEqualTo(tags.names());
    assertThat(perTag(TagScore::precision)).containsExactly(known.numbers("precision"), EXACT);
    assertThat(perTag(TagScore::recall)).containsExactly(known.numbers("recall"), EXACT);
    assertThat(perTag(TagScore::f1)).containsExactly(known.numbers("f1"), EXACT);
    assertThat(perTag(TagScore::support)).containsExactly(known.numbers("support"), EXACT);
  }

  @Test
  void confusionHasLabelsInRowsAndPredictionsInColumns() {
    assertThat(evaluation.confusion().tags()).isEqualTo(tags.names());
    assertThat(new ObjectMapper().<JsonNode>valueToTree(evaluation.confusion().rows()))
        .isEqualTo(known.json().get("confusion"));
  }

  @Test
  void includesTheMajorityBaseline() {
    assertThat(evaluation.majority().tag()).isEqualTo("cult");
    assertThat(evaluation.majority().accuracy()).isCloseTo(known.number("majorityAccuracy"), EXACT);
    assertThat(evaluation.majority().balancedAccuracy())
        .isCloseTo(known.number("majorityBalancedAccuracy"), EXACT);
    assertThat(evaluation.majority().macroF1()).isCloseTo(known.number("majorityMacroF1"), EXACT);
  }

  @Test
  void theMajorityTagCanComeFromTheTrainingFilms() {
    Majority majority = Evaluator.single(tags, labels, probabilities, "unused", 1).majority();

    assertThat(majority).isEqualTo(new Majority("unused", 0, 0, 0));
  }

  @Test
  void intervalsOfTheAccuracyHaveTheTheoreticalWidth() {
    double p = evaluation.accuracy();
    double halfWidth = 1.96 * Math.sqrt(p * (1 - p) / labels.length);
    Interval interval = evaluation.intervals().accuracy();

    assertThat(interval.low()).isCloseTo(p - halfWidth, within(0.02));
    assertThat(interval.high()).isCloseTo(p + halfWidth, within(0.02));
  }

  @Test
  void intervalsContainTheirFigure() {
    assertThat(evaluation.intervals().macroF1().contains(evaluation.macroF1())).isTrue();
    assertThat(evaluation.intervals().microF1()).isEqualTo(evaluation.intervals().accuracy());
    assertThat(evaluation.intervals().balancedAccuracy().contains(evaluation.balancedAccuracy()))
        .isTrue();
  }

  @Test
  void theSeedDeterminesTheIntervals() {
    assertThat(Evaluator.single(tags, labels, probabilities, 1)).isEqualTo(evaluation);
    assertThat(Evaluator.single(tags, labels, probabilities, 2).intervals())
        .isNotEqualTo(evaluation.intervals());
  }

  @Test
  void tiesGoToTheFirstTag() {
    float[][] tie = {{0.2f, 0.4f, 0.4f, 0, 0}};

    assertThat(Evaluator.single(tags, new int[] {1}, tie, 1).accuracy()).isEqualTo(1);
    assertThat(Evaluator.single(tags, new int[] {2}, tie, 1).accuracy()).isEqualTo(0);
  }

  @Test
  void jsonHasTheDocumentedFields() {
    JsonNode json = new ObjectMapper().valueToTree(evaluation);

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "documents",
            "accuracy",
            "balancedAccuracy",
            "macroF1",
            "microF1",
            "perTag",
            "confusion",
            "intervals",
            "loss",
            "majority");
    assertThat(json.at("/intervals/macroF1/low").isDouble()).isTrue();
    assertThat(json.at("/perTag/0/tag").textValue()).isEqualTo("cult");
  }

  @Test
  void aBrokenProbabilityIsReportedWithTheIndexOfTheFilm() {
    float[][] broken = {{1, 0, 0, 0, 0}, {0.5f, Float.NaN, 0, 0, 0}};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.single(tags, new int[] {0, 0}, broken, 1))
        .withMessageContaining("film 1 has the score NaN");
  }

  @Test
  void logitsInsteadOfProbabilitiesAreRejected() {
    float[][] logits = {{1.7f, -2, 0, 0, 0}};

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.single(tags, new int[] {0}, logits, 1))
        .withMessageContaining("film 0 has 1.7 where a probability");
  }

  @Test
  void anEmptyEvaluationIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.single(tags, new int[0], new float[0][], 1))
        .withMessageContaining("nothing to evaluate");
  }

  @Test
  void differentLengthsAreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.single(tags, new int[] {0, 1}, new float[1][5], 1))
        .withMessageContaining("2 films but scores for 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.single(tags, new int[] {0}, new float[1][4], 1))
        .withMessageContaining("film 0 has 4 scores but there are 5 tags");
  }

  @Test
  void aTagOutsideTheSetIsReportedWithTheIndexOfTheFilm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluator.single(new TagSet(List.of("a")), new int[] {-1}, one(), 1))
        .withMessageContaining("film 0 has the tag index -1");
  }

  private static float[][] one() {
    return new float[][] {{1}};
  }

  private double[] perTag(ToDoubleFunction<TagScore> figure) {
    return evaluation.perTag().stream().mapToDouble(figure).toArray();
  }
}
