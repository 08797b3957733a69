package org.tagline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.TagSet;
import org.tagline.evaluate.Evaluator;
import org.tagline.evaluate.MultiEvaluation;
import org.tagline.evaluate.SingleEvaluation;

class EvaluationTablesTest {
  private static final TagSet THREE = new TagSet(List.of("cult", "paranormal", "dramatic"));

  /**
   * Evaluates 300 films, two in three cult; in every ten, the first {@code rightOfTen} are right.
   */
  private static SingleEvaluation single(TagSet tags, int rightOfTen) {
    int[] labels = IntStream.range(0, 300).map(i -> i % 3 < 2 ? 0 : 1).toArray();
    float[][] probabilities = new float[300][tags.size()];
    for (int i = 0; i < 300; i++) {
      probabilities[i][i % 10 < rightOfTen ? labels[i] : 2] = 1;
    }
    return Evaluator.single(tags, labels, probabilities, 1);
  }

  @Test
  void theHeadlineComparesTheAccuracyWithTheMajorityClass() {
    assertThat(EvaluationTables.headline(single(THREE, 9)))
        .matches(
            "Always predicting cult would be right 66\\.7 % of the time;"
                + " this tagger is right 90\\.0 % \\[8\\d\\.\\d, 9\\d\\.\\d]\\.\n");
  }

  @Test
  void aDifferenceWithinTheIntervalMayBeNoise() {
    assertThat(EvaluationTables.headline(single(THREE, 7)))
        .contains("right 70.0 % [")
        .endsWith("]. The difference may be noise.\n");
  }

  @Test
  void aTaggerWorseThanTheMajorityClassIsCalledSo() {
    assertThat(EvaluationTables.headline(single(THREE, 3)))
        .endsWith("The tagger is worse than this baseline.\n");
  }

  @Test
  void columnsAreAligned() {
    assertThat(EvaluationTables.of(single(THREE, 9)))
        .contains(
            """
            tag         precision  recall     F1  support
            cult            1.000   0.900  0.947      200
            paranormal      1.000   0.900  0.947      100
            dramatic        0.000   0.000  0.000        0

            true \\ predicted  cult  paranormal  dramatic
            cult               180           0        20
            paranormal           0          90        10
            dramatic             0           0         0
            """)
        .contains("300 films          tagger   95 % interval  always cult\n")
        .contains("balanced accuracy   0.900  [");
  }

  @Test
  void manyTagsShowConfusedPairsInsteadOfAMatrix() {
    TagSet many = new TagSet(IntStream.range(0, 9).mapToObj(i -> "tag" + i).toList());

    assertThat(EvaluationTables.confusion(single(many, 9).confusion()))
        .isEqualTo(
            """
            true tag  predicted  films
            tag0           tag2     20
            tag1           tag2     10
            """);
  }

  @Test
  void multiLabelFiguresAreComparedWithTheMostFrequentTags() {
    TagSet tags = new TagSet(List.of("a", "b", "c", "d"));
    boolean[][] labels = {{true, false, false, true}, {true, true, false, false}};
    float[][] probabilities = {{0.9f, 0.2f, 0.1f, 0.8f}, {0.9f, 0.7f, 0.1f, 0.6f}};
    MultiEvaluation evaluation =
        Evaluator.multi(tags, labels, probabilities, new float[] {0.5f, 0.5f, 0.5f, 0.5f}, 1);

    assertThat(EvaluationTables.of(evaluation))
        .startsWith(
            "Always predicting the three most frequent tags would reach a micro-F1 of 0.800;"
                + " this tagger's top three reach 0.800 [0.800, 0.800]."
                + " The difference may be noise.\n")
        .contains("tags learned at 3       3 of 4\n")
        .contains("mean average precision   1.000\n");
  }

  @Test
  void figuresAreFormattedAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(EvaluationTables.headline(single(THREE, 9))).contains("66.7 %");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void tagsCannotControlTheTerminalOrWidenTheTable() {
    TagSet hostile = new TagSet(List.of("\u001b[2Jcult", "b".repeat(500), "c"));

    assertThat(EvaluationTables.of(single(hostile, 9)))
        .contains("Always predicting ?[2Jcult would")
        .contains("b".repeat(31) + "…")
        .doesNotContain("\u001b", "b".repeat(32));
  }
}
