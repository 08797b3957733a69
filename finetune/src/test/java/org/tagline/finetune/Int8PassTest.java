package org.tagline.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagline.base.SmallBase;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.engine.Precision;
import org.tagline.evaluate.Choice;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.tagger.Tagger;
import org.tagline.train.MethodRows;
import org.tagline.train.TrainingPlan;

/** On processors with a faster INT8 pass, its result is used if the margin is large enough. */
class Int8PassTest {

  @Test
  void logitsWithASmallMarginAreExactAndOthersApproximate() throws IOException {
    assumeTrue(
        Precision.quickest("auto") == Precision.INT8,
        "the INT8 pass is not faster on this processor");
    int small = 0;
    int large = 0;
    try (Tagger tagger = made(Task.SINGLE, "auto")) {
      List<String> texts = new ArrayList<>(texts());
      texts.addAll(undecided(tagger));
      for (String text : texts) {
        float[] approximate = tagger.model().read(text).approximateLogits();
        float[] exact = tagger.model().read(text).logits();
        boolean smallMargin = Choice.lead(approximate) < Tagger.MARGIN;
        small += smallMargin ? 1 : 0;
        large += smallMargin ? 0 : 1;

        assertThat(approximate).isNotEqualTo(exact);
        float[] expected = tagger.exactProbabilities(text);
        float[] probabilities = tagger.probabilities(text);
        if (smallMargin) {
          assertThat(probabilities).isEqualTo(expected);
        } else {
          assertThat(probabilities).isNotEqualTo(expected);
        }
        assertThat(Choice.best(probabilities)).isEqualTo(Choice.best(expected));
        assertThat(tagger.predict(text).tags().get(0).tag())
            .isEqualTo(tagger.tags().name(Choice.best(expected)));
      }
    }
    assertThat(small).as("texts with a small margin").isPositive();
    assertThat(large).as("texts with a large margin").isPositive();
  }

  @Test
  void anExplicitPrecisionDisablesTheInt8Pass() throws IOException {
    try (Tagger tagger = made(Task.SINGLE, "fp32")) {
      for (String text : texts()) {
        assertThat(tagger.probabilities(text)).isEqualTo(tagger.exactProbabilities(text));
      }
    }
  }

  /** Evidence is computed from exact logits, even if the INT8 pass made the prediction. */
  @ParameterizedTest
  @EnumSource(Task.class)
  void multiLabelProbabilitiesAndEvidenceAreExact(Task task) throws IOException {
    String text = texts().get(0) + " It was night. Nothing more.";
    try (Tagger free = made(task, "auto");
        Tagger exact = made(task, Precision.fastest() == Precision.BF16 ? "bf16" : "fp32")) {
      if (task == Task.MULTI) {
        assertThat(free.probabilities(text)).isEqualTo(exact.probabilities(text));
      }
      assertThat(free.predict(text, 2, "horror").evidence())
          .isEqualTo(exact.predict(text, 2, "horror").evidence());
    }
  }

  private static Tagger made(Task task, String precision) throws IOException {
    List<Film> films = films();
    List<String> ids = films.stream().map(Film::id).toList();
    Split split = new Split(ids.subList(0, 20), List.of(), ids.subList(20, 24), 0, 0);
    TrainingPlan plan =
        MethodRows.plan("full")
            .with("epochs", 30)
            .with("learningRate", 1e-2)
            .with("batch", 4)
            .with("precision", precision);
    FineTuningRecipe recipe = new FineTuningRecipe(new SmallBase("bert", 3), plan);
    TrainingRequest request =
        new TrainingRequest("int8", recipe, task, TagSet.of(films), films, split);
    return new TaggerTrainer(request, TaggerListener.NONE).make(null, false).tagger();
  }

  private static List<String> texts() {
    return films().stream().map(Film::text).toList();
  }

  /** Returns two texts of a hundred sentences on either side of the decision boundary. */
  private static List<String> undecided(Tagger tagger) {
    int low = 0;
    int high = 100;
    int first = Choice.best(tagger.exactProbabilities(mixed(low)));
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (Choice.best(tagger.exactProbabilities(mixed(middle))) == first) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return List.of(mixed(low), mixed(high));
  }

  private static String mixed(int ghosts) {
    return "A ghost haunts. ".repeat(ghosts) + "The judge listens. ".repeat(100 - ghosts);
  }

  private static List<Film> films() {
    List<Film> films = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String text =
          i % 2 == 0 ? "A ghost haunts house " + i + "." : "The judge of case " + i + " listens.";
      films.add(new Film("f" + i, "Film " + i, text, List.of(i % 2 == 0 ? "horror" : "drama")));
    }
    return films;
  }
}
