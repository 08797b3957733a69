package org.tagline.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tagline.dataset.ClassWeighting;

class MultinomialRegressionTest {
  private static final int TERMS = 6;

  private final List<SparseVector> films = new ArrayList<>();
  private final int[] labels = new int[60];
  private final int[] copies = new int[60];

  MultinomialRegressionTest() {
    Random random = new Random(3);
    for (int film = 0; film < labels.length; film++) {
      float[] values = new float[TERMS];
      for (int term = 0; term < TERMS; term++) {
        values[term] = (float) random.nextGaussian();
      }
      labels[film] = values[0] + 0.5 * random.nextGaussian() > 0.5 ? 1 : 0;
      copies[film] = 1 + film % 2;
      films.add(new SparseVector(new int[] {0, 1, 2, 3, 4, 5}, values));
    }
  }

  /** Two opposite scores share the penalty, so it is half of that of LIBLINEAR's single score. */
  @Test
  void twoTagsMatchLiblinearWithTwiceTheC() {
    Scores scores = learn(2);
    List<SparseVector> repeated = new ArrayList<>();
    List<Boolean> positive = new ArrayList<>();
    for (int film = 0; film < labels.length; film++) {
      for (int copy = 0; copy < copies[film]; copy++) {
        repeated.add(films.get(film));
        positive.add(labels[film] == 1);
      }
    }
    boolean[] has = new boolean[positive.size()];
    for (int i = 0; i < has.length; i++) {
      has[i] = positive.get(i);
    }
    var expected = new LogisticRegression(repeated, TERMS, 2 * 0.7).train(has, 1, 1);

    for (int term = 0; term < TERMS; term++) {
      float difference = scores.weights()[1][term] - scores.weights()[0][term];
      assertThat((double) difference).isCloseTo(expected.terms()[term], within(2e-3));
    }
    assertThat((double) scores.bias()[1] - scores.bias()[0])
        .isCloseTo(expected.bias(), within(2e-3));
  }

  @Test
  void aTagWithoutFilmsIsNeverPredicted() {
    Scores scores = learn(3);

    for (SparseVector film : films) {
      float[] all = scores.of(film);
      assertThat(all[2]).isLessThan(Math.max(all[0], all[1]));
    }
  }

  @Test
  void aSingleTagCanBeTrained() {
    int[] same = new int[labels.length];
    Scores scores =
        new MultinomialRegression(TERMS, 1, ClassWeighting.BALANCED).train(films, same, 1, copies);

    assertThat(scores.weights()[0]).containsOnly(0f);
    assertThat(Arrays.equals(scores.bias(), new float[] {0})).isTrue();
  }

  private Scores learn(int tags) {
    return new MultinomialRegression(TERMS, 0.7, ClassWeighting.NONE)
        .train(films, labels, tags, copies);
  }
}
