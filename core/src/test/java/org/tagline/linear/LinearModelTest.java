package org.tagline.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearModelTest {
  private static final LinearPlan PLAN =
      LinearPlan.DEFAULT.with(Map.of("commonShare", 0.9, "mostTerms", 1000, "seed", 1));

  @Test
  void wordsMatchScikitLearn() {
    assertThat(Words.of("Don't panic, Ёлка_2 is a café-bar!").stream().map(Words.Word::text))
        .containsExactly("don", "panic", "ёлка_2", "is", "café", "bar");
  }

  @Test
  void termWeightsMatchScikitLearn() {
    // TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2) on the same three texts:
    // court and ghost are in two of them, "ghost court" in two, house only in one.
    List<String> texts = List.of("ghost court ghost", "ghost court", "house");
    TfIdf tfIdf = new TfIdf(Vocabulary.of(texts, sameTags(texts), PLAN));
    assertThat(tfIdf.vocabulary().terms()).containsExactly("court", "ghost", "ghost court");
    SparseVector vector = tfIdf.vector("ghost court ghost");
    double twice = 1 + Math.log(2);
    double norm = Math.sqrt(1 + twice * twice + 1);
    assertThat(vector.values()[0]).isCloseTo((float) (1 / norm), within(1e-6f));
    assertThat(vector.values()[1]).isCloseTo((float) (twice / norm), within(1e-6f));
    assertThat(tfIdf.vocabulary().inverseFrequency()[0])
        .isCloseTo((float) (Math.log(4.0 / 3) + 1), within(1e-6f));
  }

  @Test
  void wordsInMostFilmsAreStopWordsAndTheirNeighboursFormPairs() {
    List<String> texts = List.of("old the house", "old the house", "the court", "the court");
    Vocabulary vocabulary = Vocabulary.of(texts, sameTags(texts), PLAN);
    assertThat(vocabulary.common()).containsExactly("the");
    assertThat(vocabulary.terms()).containsExactly("court", "house", "old", "old house");
  }

  @Test
  void anInformativeWordInMostFilmsIsKept() {
    List<String> texts = List.of("the ghost", "the ghost", "the ghost", "the court");
    boolean[][] labels = {{true}, {true}, {true}, {false}};
    LinearPlan plan = plan(0.3, 100);
    assertThat(Vocabulary.of(texts, labels, plan).terms()).containsExactly("court", "ghost");
  }

  @Test
  void theTermsInMostFilmsAreKept() {
    LinearPlan few = plan(1, 2);
    List<String> texts = List.of("aa bb", "bb cc", "cc");
    assertThat(Vocabulary.of(texts, sameTags(texts), few).terms()).containsExactly("bb", "cc");
  }

  @Test
  void contributionsOfSentencesAddUpToTheLogitWithoutBias() {
    LinearModel model = learned();
    String text = "The ghost haunts a house. The judge of the court pleads! Ghost house.";
    LinearModel.ScoredText scored = model.read(text);
    double[] shares = scored.contributions(0, new int[] {0, 26, 58});
    assertThat(shares[0] + shares[1] + shares[2])
        .isCloseTo(scored.logits()[0] - model.bias()[0], within(1e-6));
    assertThat(shares[1]).isNegative();
    assertThat(shares[2]).isPositive();
  }

  @Test
  void trainingIsDeterministic() {
    assertThat(learned().weights()).isDeepEqualTo(learned().weights());
  }

  @Test
  void aTagWithoutFilmsIsUnlikelyAndDoesNotAffectOthers() {
    LinearModel model =
        new LinearTrainer(PLAN)
            .train(
                List.of("ghost house", "ghost house", "court judge", "court judge"),
                new boolean[][] {{true, false}, {true, false}, {false, false}, {false, false}},
                (done, total) -> {});
    assertThat(model.read("ghost").logits()[1]).isLessThan(-2);
    assertThat(model.read("ghost").logits()[0]).isPositive();
  }

  @Test
  void filmsWithoutACommonTermAreRejected() {
    assertThatThrownBy(
            () ->
                new LinearTrainer(PLAN)
                    .train(List.of("aa", "bb"), new boolean[][] {{true}, {false}}, (d, t) -> {}))
        .hasMessageContaining("no word occurs in 2 of the 2 training films");
  }

  /** Returns a plan with single words, also those of one film. */
  private static LinearPlan plan(double commonShare, int mostTerms) {
    return PLAN.with(
        Map.of(
            "longestTerm", 1, "leastFilms", 1, "commonShare", commonShare, "mostTerms", mostTerms));
  }

  /** Returns labels with the same tag for every film, so that no word is informative. */
  private static boolean[][] sameTags(List<String> texts) {
    boolean[][] labels = new boolean[texts.size()][];
    java.util.Arrays.fill(labels, new boolean[] {true});
    return labels;
  }

  private static LinearModel learned() {
    List<String> texts = new ArrayList<>();
    boolean[][] labels = new boolean[20][];
    for (int i = 0; i < labels.length; i++) {
      boolean ghost = i % 2 == 0;
      texts.add(ghost ? "the ghost haunts the house " + i : "a judge pleads in court " + i);
      labels[i] = new boolean[] {ghost, !ghost};
    }
    return new LinearTrainer(PLAN).train(texts, labels, (done, total) -> {});
  }
}
