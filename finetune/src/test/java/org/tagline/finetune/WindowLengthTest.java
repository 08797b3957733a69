package org.tagline.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagline.base.TinyBase;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;
import org.tagline.train.TrainingPlan;

/** Windows are as long as the base allows unless the plan sets a shorter length. */
class WindowLengthTest {
  private static final String LONG = "A ghost haunts the house by the river. ".repeat(20);

  @ParameterizedTest
  @CsvSource({"0, 64", "16, 16", "256, 64"})
  void windowsHaveTheRequestedLengthUpToThatOfTheBase(int requested, int length)
      throws IOException {
    List<Film> films =
        IntStream.range(0, 6)
            .mapToObj(i -> new Film("f" + i, "Film", LONG + i, List.of(i % 2 == 0 ? "a" : "b")))
            .toList();
    Split split = new Split(List.of("f0", "f1", "f2", "f3"), List.of(), List.of("f4", "f5"), 0, 0);
    TrainingPlan plan = TrainingPlan.DEFAULT.with("epochs", 1).with("maxTokens", requested);
    TrainingRequest request =
        new TrainingRequest(
            "one",
            new FineTuningRecipe(new TinyBase(3), plan),
            Task.SINGLE,
            TagSet.of(films),
            films,
            split);

    try (Tagger made = new TaggerTrainer(request, TaggerListener.NONE).make(null, false).tagger()) {
      assertThat(made.info().maxTokens()).isEqualTo(length);
      Prediction prediction = made.predict(LONG);
      assertThat(prediction.windows())
          .isEqualTo((prediction.tokensTotal() + length - 3) / (length - 2));
    }
  }
}
