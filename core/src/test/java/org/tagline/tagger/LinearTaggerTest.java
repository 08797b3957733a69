package org.tagline.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.MajorityRecipe;
import org.tagline.learn.Recipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.linear.LinearPlan;

/** Training, storage and predictions of linear and majority taggers. */
class LinearTaggerTest {
  private static final String GHOST = "A ghost haunts the house and the ghost screams.";
  private static final String COURT = "The lawyer pleads in court and the judge listens.";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Task.class)
  void learnsAnEasyTask(Task task) throws IOException {
    try (Tagger tagger = made(new LinearRecipe(LinearPlan.DEFAULT), task)) {
      assertThat(tagger.info().kind()).isInstanceOf(LinearKind.class);
      assertThat(tagger.predict("It was night. " + GHOST).predicted())
          .containsExactly("paranormal");
    }
  }

  @Test
  void itsEvidenceIsTheSupportingSentence() throws IOException {
    try (Tagger tagger = made(new LinearRecipe(LinearPlan.DEFAULT), Task.SINGLE)) {
      Prediction prediction = tagger.predict("It was night. " + GHOST + " Nothing more.", 1);
      assertThat(prediction.evidence()).singleElement().extracting("text").isEqualTo(GHOST);
    }
  }

  @Test
  void aPredictionStopsBetweenItsPasses() throws IOException {
    try (Tagger tagger = made(new LinearRecipe(LinearPlan.DEFAULT), Task.SINGLE)) {
      AtomicInteger asked = new AtomicInteger();
      tagger.predict("It was night. " + GHOST, 1, null, () -> asked.incrementAndGet() < 0);
      int questions = asked.get();
      assertThat(questions).isGreaterThan(3);
      for (int stop = 1; stop <= questions; stop++) {
        int last = stop;
        asked.set(0);
        assertThatThrownBy(
                () ->
                    tagger.predict(
                        "It was night. " + GHOST, 1, null, () -> asked.incrementAndGet() == last))
            .isInstanceOf(CancellationException.class);
        assertThat(asked).hasValue(stop);
      }
    }
  }

  @Test
  void aLoadedTaggerPredictsLikeTheTrainedOne() throws IOException {
    Path written = folder.resolve("linear");
    try (Tagger tagger = made(new LinearRecipe(LinearPlan.DEFAULT), Task.SINGLE)) {
      TaggerFolder.write(written, tagger, split());
      try (Tagger loaded = TaggerFolder.load(written)) {
        assertThat(loaded.probabilities(GHOST)).isEqualTo(tagger.probabilities(GHOST));
        assertThat(loaded.info().kind()).isInstanceOf(LinearKind.class);
        assertThat(loaded.parameters()).isEqualTo(tagger.parameters());
      }
      assertThat(Files.readString(written.resolve("README.md")))
          .contains("TF-IDF and logistic regression");
    }
  }

  @Test
  void aVocabularyThatDoesNotMatchTheWeightsIsRejected() throws IOException {
    Path written = folder.resolve("linear");
    try (Tagger tagger = made(new LinearRecipe(LinearPlan.DEFAULT), Task.SINGLE)) {
      TaggerFolder.write(written, tagger, split());
    }
    Files.writeString(
        written.resolve("vocabulary.txt"),
        "zzz\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
    assertThatThrownBy(() -> LinearFiles.read(written, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("idf should have the shape");
  }

  @Test
  void theMajorityBaselinePredictsTheSameForEveryText() throws IOException {
    Path written = folder.resolve("majority");
    try (Tagger tagger = made(new MajorityRecipe(1), Task.SINGLE)) {
      assertThat(tagger.predict(GHOST).predicted()).containsExactly("dramatic");
      assertThat(tagger.predict(COURT, 3).evidence()).isEmpty();
      TaggerFolder.write(written, tagger, split());
      try (Tagger loaded = TaggerFolder.load(written)) {
        assertThat(loaded.probabilities(GHOST)).isEqualTo(tagger.probabilities(COURT));
      }
    }
  }

  private static Tagger made(Recipe recipe, Task task) throws IOException {
    List<Film> films = films();
    TaggerTrainer.TrainingOutcome made =
        new TaggerTrainer(
                new TrainingRequest("t", recipe, task, TagSet.of(films), films, split()),
                TaggerListener.NONE)
            .make(null, false);
    assertThat(Objects.requireNonNull(made.evaluation()).evaluation().documents()).isPositive();
    return made.tagger();
  }

  private static Split split() {
    return StratifiedSplitter.split(films(), 0.25, 0, 1);
  }

  private static List<Film> films() {
    List<Film> films = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean ghost = i % 5 < 2;
      String text = "Night " + i + ". In the town. " + (ghost ? GHOST : COURT);
      films.add(new Film("f" + i, "Film " + i, text, List.of(ghost ? "paranormal" : "dramatic")));
    }
    return films;
  }
}
