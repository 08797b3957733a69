package org.tagline.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.base.TinyBase;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.StratifiedSplitter;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.files.AtomicFolder;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.train.TrainingPlan;

/** Training, storage and predictions of a tagger with a small encoder. */
class TaggerTest {
  private static final String GHOST = "A ghost haunts the house and the ghost screams.";
  private static final String COURT = "The lawyer pleads in court and the judge listens.";
  private static final String NEUTRAL = "It is a long evening in the small town by the river.";

  @TempDir static Path folder;
  private static TaggerTrainer.TrainingOutcome made;
  private static Split split;

  @BeforeAll
  static void train() throws IOException {
    List<Film> films = films();
    split = StratifiedSplitter.split(films, 0.25, 0.25, 1);
    TrainingRequest request =
        new TrainingRequest(
            "ghosts",
            new FineTuningRecipe(new TinyBase(3), plan()),
            Task.SINGLE,
            TagSet.of(films),
            films,
            split);
    made = new TaggerTrainer(request, TaggerListener.NONE).make(null, false);
    TaggerFolder.write(folder.resolve("ghosts"), made.tagger(), split);
  }

  @AfterAll
  static void free() {
    made.tagger().close();
  }

  @Test
  void learnsAnEasyTask() {
    assertThat(java.util.Objects.requireNonNull(made.evaluation()).evaluation().accuracy())
        .isGreaterThan(0.9);
  }

  @Test
  void theSplitIsStoredWithTheTagger() throws IOException {
    assertThat(TaggerFolder.split(folder.resolve("ghosts"))).isEqualTo(split);
    assertThat(TaggerFolder.info(folder.resolve("ghosts")).provenance().films())
        .containsEntry("test", split.test().size());
  }

  @Test
  void aLoadedTaggerPredictsLikeTheTrainedOne() throws IOException {
    try (Tagger loaded = TaggerFolder.load(folder.resolve("ghosts"))) {
      assertThat(loaded.probabilities(GHOST)).isEqualTo(made.tagger().probabilities(GHOST));
      ObjectMapper json = new ObjectMapper();
      assertThat(json.writeValueAsString(loaded.info()))
          .isEqualTo(json.writeValueAsString(made.tagger().info()));
    }
  }

  @Test
  void theDescriptionOfATransformerHasNoKindSoThatOlderVersionsCanReadIt() throws IOException {
    Path ghosts = folder.resolve("ghosts");
    assertThat(new ObjectMapper().readTree(ghosts.resolve("tagline.json").toFile()).has("kind"))
        .isFalse();
    assertThat(TaggerFolder.info(ghosts).kind()).isInstanceOf(TransformerKind.class);
  }

  @Test
  void readsTheWholeTextAndReportsTheNumberOfTokens() {
    String text = (NEUTRAL + " ").repeat(30) + GHOST;
    Prediction prediction = made.tagger().predict(text);
    assertThat(prediction.windows()).isGreaterThan(5);
    assertThat(prediction.tokensRead()).isEqualTo(prediction.tokensTotal()).isGreaterThan(300);
    assertThat(prediction.tags().stream().mapToDouble(Prediction.Probability::probability).sum())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
  }

  @Test
  void removingTheStrongestEvidenceLowersTheProbability() {
    String text = NEUTRAL + " " + GHOST + " " + NEUTRAL;
    Prediction prediction = made.tagger().predict(text, 2);
    Prediction.Evidence strongest = prediction.evidence().get(0);
    String without = text.substring(0, strongest.start()) + text.substring(strongest.end());
    int tag = made.tagger().tags().indexOf(prediction.predicted().get(0));
    assertThat(text.substring(strongest.start(), strongest.end())).isEqualTo(GHOST);
    assertThat(made.tagger().probabilities(without)[tag])
        .isLessThan(made.tagger().probabilities(text)[tag]);
  }

  @Test
  void aTextOfOneSentenceHasNoEvidence() {
    assertThat(made.tagger().predict(GHOST, 3).evidence()).isEmpty();
  }

  @Test
  void changedWeightsAreReportedByFileName() throws IOException {
    Path copy = folder.resolve("changed");
    TaggerFolder.write(copy, made.tagger(), split);
    Files.write(copy.resolve("model.safetensors"), new byte[] {1}, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> TaggerFolder.load(copy))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("model.safetensors");
  }

  @Test
  void aFailedWriteLeavesTheOldTagger() throws IOException {
    Path target = folder.resolve("kept");
    TaggerFolder.write(target, made.tagger(), split);
    assertThatThrownBy(
            () ->
                AtomicFolder.write(
                    target,
                    part -> {
                      Files.writeString(part.resolve("config.json"), "{");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    TaggerFolder.load(target).close();
    try (var left = Files.list(folder)) {
      assertThat(left.filter(f -> f.getFileName().toString().contains("-part"))).isEmpty();
    }
  }

  @Test
  void leftoversOfAKilledWriterAreDeletedButNotThoseOfAnotherTagger() throws Exception {
    Path home = Files.createDirectory(folder.resolve("leftovers"));
    Path leftover = Files.createDirectory(home.resolve(".twice.tagline-part"));
    Files.writeString(leftover.resolve("config.json"), "{");
    Path another = Files.createDirectory(home.resolve(".twice2.tagline-part"));

    TaggerFolder.write(home.resolve("twice"), made.tagger(), split);

    assertThat(leftover).doesNotExist();
    assertThat(another).exists();
  }

  @Test
  void theFolderIsInTheHubsLayout() throws IOException {
    var config =
        new ObjectMapper().readTree(folder.resolve("ghosts").resolve("config.json").toFile());
    assertThat(config.at("/architectures/0").asText()).isEqualTo("BertForSequenceClassification");
    assertThat(config.at("/id2label/0").asText()).isEqualTo(made.tagger().tags().name(0));
    assertThat(folder.resolve("ghosts")).isDirectoryContaining("glob:**/tokenizer.json");
    assertThat(Files.readString(folder.resolve("ghosts").resolve("README.md")))
        .contains("Always predicting");
  }

  private static TrainingPlan plan() {
    ObjectMapper json = new ObjectMapper();
    com.fasterxml.jackson.databind.node.ObjectNode plan = json.valueToTree(TrainingPlan.DEFAULT);
    plan.put("epochs", 6).put("batch", 4).put("learningRate", 3e-3).put("checkpointEvery", 0);
    return json.convertValue(plan, TrainingPlan.class);
  }

  private static List<Film> films() {
    List<Film> films = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String about = i % 2 == 0 ? GHOST : COURT;
      String text = "Night " + i + ". " + NEUTRAL + " " + about;
      films.add(
          new Film("f" + i, "Film " + i, text, List.of(i % 2 == 0 ? "paranormal" : "dramatic")));
    }
    return films;
  }
}
