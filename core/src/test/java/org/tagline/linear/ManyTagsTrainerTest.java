package org.tagline.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.files.fault.FaultRounds;

class ManyTagsTrainerTest {
  private static final LinearPlan PLAN =
      LinearPlan.MANY.with(
          Map.of(
              "longestTerm", 1, "leastFilms", 1, "commonShare", 1, "mostTerms", 1000, "seed", 1));

  @TempDir Path folder;

  private final List<String> texts = new ArrayList<>();
  private final boolean[][] labels = new boolean[60][2];

  @BeforeEach
  void films() {
    Random random = new Random(3);
    for (int film = 0; film < labels.length; film++) {
      labels[film][0] = random.nextInt(2) == 0;
      labels[film][1] = random.nextInt(4) == 0;
      texts.add(
          (labels[film][0] ? "ghost " : "train ")
              + (labels[film][1] ? "wedding " : "harbour ")
              + "word"
              + random.nextInt(9));
    }
  }

  @Test
  void scoresEachFilmByAModelThatWasNotTrainedOnIt() {
    float[][] scores = train(PLAN).outOfFold();

    assertThat(scores).hasDimensions(60, 2);
    for (int film = 0; film < labels.length; film++) {
      assertThat(scores[film][0] > 0).isEqualTo(labels[film][0]);
    }
    float[] learned = train(PLAN).model().read(texts.get(0)).logits();
    assertThat(Math.abs(scores[0][0])).isLessThan(Math.abs(learned[0]));
  }

  @Test
  void resumesAnInterruptedTraining() throws IOException {
    ManyTagsTrainer.Trained whole = train(PLAN);
    trainer().train(texts, labels, 3, (done, total) -> {});
    try (var kept = Files.list(folder)) {
      assertThat(kept).hasSize(4);
    }
    try (var kept = Files.list(folder)) {
      Files.delete(
          kept.filter(part -> part.toString().contains("fold-1")).findFirst().orElseThrow());
    }
    AtomicInteger trainedAgain = new AtomicInteger();

    ManyTagsTrainer.Trained resumed =
        trainer().train(texts, labels, 3, (done, total) -> trainedAgain.incrementAndGet());

    assertThat(trainedAgain).hasValue(2);
    assertThat(resumed.model().weights()).isDeepEqualTo(whole.model().weights());
    assertThat(resumed.outOfFold()).isDeepEqualTo(whole.outOfFold());
  }

  @Test
  void aDamagedPartIsTrainedAgain() throws IOException {
    ManyTagsTrainer.Trained whole = train(PLAN);
    trainer().train(texts, labels, 0, (done, total) -> {});
    Path part;
    try (var kept = Files.list(folder)) {
      part = kept.findFirst().orElseThrow();
    }
    byte[] stored = Files.readAllBytes(part);
    for (int damaged : new int[] {0, 5, stored.length / 2, stored.length - 1}) {
      byte[] bytes = stored.clone();
      bytes[damaged] ^= 0x40;
      Files.write(part, bytes);
      assertThat(trainer().train(texts, labels, 0, (done, total) -> {}).model().weights())
          .as("byte %d", damaged)
          .isDeepEqualTo(whole.model().weights());
      assertThat(part).hasBinaryContent(stored);
    }
    Files.write(part, Arrays.copyOf(stored, stored.length / 2));
    trainer().train(texts, labels, 0, (done, total) -> {});
    assertThat(part).hasBinaryContent(stored);
  }

  @Test
  void afterAnyFaultAPartIsWholeOrMissing() throws Exception {
    float[][] whole = train(PLAN).model().weights();
    FaultRounds.of("linear checkpoint", folder)
        // The next training writes nothing for a part that is whole; its end deletes the folder.
        .keeping("\\..*\\.tagline-lock")
        .check(
            (place, acknowledged) -> {
              KeptScores kept = new KeptScores(place);
              assertThat(new ManyTagsTrainer(PLAN, kept).train(texts, labels, 0, (d, t) -> {}))
                  .extracting(trained -> trained.model().weights())
                  .isEqualTo(whole);
            })
        .run(
            place ->
                new ManyTagsTrainer(PLAN, new KeptScores(place))
                    .train(texts, labels, 0, (done, total) -> {}));
  }

  private ManyTagsTrainer trainer() {
    return new ManyTagsTrainer(PLAN, new KeptScores(folder));
  }

  private ManyTagsTrainer.Trained train(LinearPlan plan) {
    return new ManyTagsTrainer(plan, new KeptScores(null))
        .train(texts, labels, 3, (done, total) -> {});
  }
}
