package org.tagline.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.base.TinyBase;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.engine.Engine;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.linear.LinearPlan;
import org.tagline.tagger.Cancellation;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.train.TrainingPlan;

/**
 * Predictions that are cancelled, and taggers that are closed during predictions. {@code
 * -Dtagline.closes=N} closes more often.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CancellationTest {
  private static final int CLOSES = Integer.getInteger("tagline.closes", 8);
  private static final String TEXT =
      "A ghost haunts the house. The judge listens. It is a long evening. ".repeat(30);

  @TempDir static Path folder;

  @BeforeAll
  static void train() throws IOException {
    TrainingPlan plan = TrainingPlan.DEFAULT.with("epochs", 1);
    TrainingRequest request =
        new TrainingRequest(
            "both",
            new EnsembleRecipe(
                new FineTuningRecipe(new TinyBase(3), plan),
                new LinearRecipe(LinearPlan.DEFAULT),
                1),
            Task.SINGLE,
            TagSet.of(TwoTags.films()),
            TwoTags.films(),
            TwoTags.split());
    try (Tagger made = new TaggerTrainer(request, TaggerListener.NONE).make(null, false).tagger()) {
      TaggerFolder.write(folder.resolve("both"), made, TwoTags.split());
    }
  }

  private static Tagger load() throws IOException {
    return TaggerFolder.load(folder.resolve("both"));
  }

  @Test
  void aPredictionStopsAtEveryWindowAndCandidate() throws IOException {
    try (Tagger tagger = load()) {
      AtomicInteger asked = new AtomicInteger();
      Prediction whole = tagger.predict(TEXT, 3, null, () -> asked.incrementAndGet() < 0);
      int questions = asked.get();
      // Each window: its logits, its vector twice for the evidence, its gradient.
      assertThat(whole.windows()).isGreaterThan(5);
      assertThat(questions).isGreaterThan(4 * whole.windows());
      for (int stop = 1; stop <= questions; stop++) {
        int last = stop;
        asked.set(0);
        assertThatThrownBy(
                () -> tagger.predict(TEXT, 3, null, () -> asked.incrementAndGet() >= last))
            .isInstanceOf(CancellationException.class);
        assertThat(asked.get()).isBetween(stop, stop + Engine.threads());
      }
      assertThat(tagger.predict(TEXT, 3)).isEqualTo(whole);
    }
  }

  @Test
  void aTaggerClosedDuringAPredictionIsFreedAfterIt() throws Exception {
    Prediction expected;
    int questions;
    try (Tagger tagger = load()) {
      AtomicInteger asked = new AtomicInteger();
      expected = tagger.predict(TEXT, 3, null, () -> asked.incrementAndGet() < 0);
      questions = asked.get();
    }
    for (int round = 0; round < CLOSES; round++) {
      int at = 1 + round * (questions - 1) / CLOSES;
      Tagger tagger = load();
      CountDownLatch reached = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      AtomicInteger asked = new AtomicInteger();
      Future<Prediction> prediction =
          CompletableFuture.supplyAsync(
              () ->
                  tagger.predict(
                      TEXT,
                      3,
                      null,
                      () -> {
                        if (asked.incrementAndGet() == at) {
                          reached.countDown();
                          await(closed);
                        }
                        return false;
                      }));
      await(reached);
      tagger.close();
      closed.countDown();
      assertThat(prediction.get()).isEqualTo(expected);
      assertThatThrownBy(() -> tagger.predict(TEXT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void closingWhileThreadsPredictIsSafe() throws Exception {
    Prediction expected;
    try (Tagger tagger = load()) {
      expected = tagger.predict(TEXT, 1);
    }
    for (int round = 0; round < CLOSES; round++) {
      Tagger tagger = load();
      CountDownLatch begun = new CountDownLatch(1 + round % 4);
      ExecutorService threads = Executors.newFixedThreadPool(3);
      List<Future<List<Prediction>>> ended = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ended.add(threads.submit(() -> untilClosed(tagger, begun)));
      }
      await(begun);
      tagger.close();
      for (Future<List<Prediction>> predictions : ended) {
        assertThat(predictions.get()).allMatch(expected::equals);
      }
      threads.shutdown();
    }
  }

  /** Predicts until the tagger refuses, and returns the predictions. */
  private static List<Prediction> untilClosed(Tagger tagger, CountDownLatch begun) {
    List<Prediction> predictions = new ArrayList<>();
    Cancellation counted =
        () -> {
          begun.countDown();
          return false;
        };
    try {
      while (true) {
        predictions.add(tagger.predict(TEXT, 1, null, counted));
      }
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("the tagger is closed");
      return predictions;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
