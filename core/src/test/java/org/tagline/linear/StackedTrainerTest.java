package org.tagline.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StackedTrainerTest {
  private static final LinearPlan PLAN = LinearPlan.DEFAULT;

  /**
   * Films of two kinds. Each kind has two sets of words, and the catalogue contains only the first.
   */
  private final Random random = new Random(7);

  private final List<String> texts = new ArrayList<>();
  private final int[] labels = new int[40];
  private final List<String> others = new ArrayList<>();
  private final boolean[][] othersLabels = new boolean[120][2];
  private final boolean[][] othersTags = new boolean[120][4];

  StackedTrainerTest() {
    for (int film = 0; film < labels.length; film++) {
      labels[film] = film % 2;
      texts.add(words(film % 2 == 0 ? "ghost" : "duel", 2) + words("filler", 6));
    }
    for (int film = 0; film < othersTags.length; film++) {
      String kind = film % 2 == 0 ? "ghost" : "duel";
      String seldom = film % 2 == 0 ? "seance" : "musket";
      others.add(words(kind, 20) + words(seldom, 4) + words("filler", 6));
      othersTags[film][film % 2] = true;
      othersTags[film][2] = film % 3 == 0;
      othersTags[film][3] = film < 2;
    }
  }

  private String words(String stem, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(stem).append(random.nextInt(60)).append(' ');
    }
    return words.toString();
  }

  private LinearModel stacked() {
    return new StackedTrainer(PLAN)
        .train(
            texts,
            labels,
            2,
            new AuxiliaryTexts(others, othersLabels, othersTags),
            (done, all) -> {});
  }

  @Test
  void auxiliaryFilmsAddWordsThatTheCatalogueDoesNotContain() {
    LinearModel model = stacked();

    float[] seance = model.read(words("seance", 60)).logits();
    float[] musket = model.read(words("musket", 60)).logits();

    assertThat(seance[0]).isGreaterThan(seance[1]);
    assertThat(musket[1]).isGreaterThan(musket[0]);
  }

  @Test
  void trainingIsDeterministic() {
    LinearModel once = stacked();
    LinearModel again = stacked();

    assertThat(again.weights()).isDeepEqualTo(once.weights());
    assertThat(again.bias()).isEqualTo(once.bias());
  }

  @Test
  void auxiliaryFilmsWithoutAFrequentTagAreRejected() {
    var alone =
        new AuxiliaryTexts(
            others.subList(0, 3), new boolean[3][2], new boolean[][] {{true}, {true}, {false}});

    assertThatThrownBy(
            () -> new StackedTrainer(PLAN).train(texts, labels, 2, alone, (done, all) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auxiliary");
  }
}
