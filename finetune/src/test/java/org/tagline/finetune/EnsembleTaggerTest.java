package org.tagline.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagline.base.SmallBase;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.learn.LinearRecipe;
import org.tagline.learn.Recipe;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.linear.LinearPlan;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Quantization;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.train.MethodRows;

/** Training, storage and predictions of an ensemble. */
class EnsembleTaggerTest {
  private static final double WEIGHT = 3;
  private static final String FILM =
      "It was night. The lawyer meets a ghost. The judge of the case listens.";

  private final FineTuningRecipe encoder =
      new FineTuningRecipe(new SmallBase("bert", 3), MethodRows.plan("full").with("batch", 4));
  private final LinearRecipe linear = new LinearRecipe(LinearPlan.DEFAULT);
  private final EnsembleRecipe both = new EnsembleRecipe(encoder, linear, WEIGHT);

  @TempDir Path folder;

  @Test
  void itsLogitsAreTheSumOfThoseOfTheSeparatelyTrainedModels() throws IOException {
    try (Tagger made = made(both);
        Tagger windows = made(encoder);
        Tagger words = made(linear)) {
      float[] sum = logits(made);
      for (int tag = 0; tag < sum.length; tag++) {
        double expected = logits(windows)[tag] + WEIGHT * logits(words)[tag];
        assertThat((double) sum[tag]).isCloseTo(expected, within(1e-5));
      }
      assertThat(made.parameters()).isEqualTo(windows.parameters() + words.parameters());
      assertThat(made.info().provenance().plan().path("linearWeight").asDouble()).isEqualTo(WEIGHT);
      assertThat(made.info().provenance().plan().path("method").asText()).isEqualTo("full");
    }
  }

  @Test
  void withoutValidationFilmsItAveragesTheLogits() throws IOException {
    try (Tagger made = made(both)) {
      float[] logits = logits(made);
      float[] probabilities = made.probabilities(FILM);
      assertThat(Math.log(probabilities[0] / probabilities[1]))
          .isCloseTo((logits[0] - logits[1]) / 2, within(1e-4));
    }
  }

  @Test
  void theLoadedEnsembleHasTheSameProbabilitiesAndTheEncodersFilesAreInTheHubsLayout()
      throws IOException {
    Path written = folder.resolve("both");
    try (Tagger made = made(both)) {
      TaggerFolder.write(written, made, TwoTags.split());
      try (Tagger loaded = TaggerFolder.load(written)) {
        assertThat(loaded.info().kind()).isInstanceOf(EnsembleKind.class);
        assertThat(loaded.probabilities(FILM)).isEqualTo(made.probabilities(FILM));
      }
    }
    assertThat(written.resolve("config.json")).content().contains("BertForSequenceClassification");
    assertThat(written.resolve("linear/vocabulary.txt")).exists();
    assertThat(Files.readString(written.resolve("README.md"))).contains("sum of both");
  }

  @Test
  void aMissingVocabularyFailsToLoad() throws IOException {
    Path written = folder.resolve("both");
    try (Tagger made = made(both)) {
      TaggerFolder.write(written, made, TwoTags.split());
    }
    Files.delete(written.resolve("linear/vocabulary.txt"));
    assertThatThrownBy(() -> TaggerFolder.load(written)).isInstanceOf(IOException.class);
  }

  @Test
  void evidenceIncludesBothModels() throws IOException {
    try (Tagger made = made(both);
        Tagger words = made(linear)) {
      int horror = made.tags().indexOf("horror");
      List<Prediction.Evidence> evidence = made.predict(FILM, 3, "horror").evidence();
      assertThat(evidence).isNotEmpty();
      assertThat(evidence)
          .isSortedAccordingTo(Comparator.comparingDouble(Prediction.Evidence::weight).reversed());
      Prediction.Evidence ghost = evidence.get(0);
      assertThat(ghost.text()).contains("ghost");
      Prediction.Evidence linearEvidence =
          words.model().read(FILM).evidence(horror, 3).stream()
              .filter(found -> found.start() == ghost.start())
              .findFirst()
              .orElseThrow();
      try (Tagger windows = made(encoder)) {
        double encoders =
            windows.model().read(FILM).evidence(horror, 3).stream()
                .filter(found -> found.start() == ghost.start())
                .mapToDouble(Prediction.Evidence::weight)
                .sum();
        assertThat(ghost.weight())
            .isCloseTo(encoders + WEIGHT * linearEvidence.weight(), within(1e-3));
      }
    }
  }

  @Test
  void unsupportedUsesFailWithAnExplanation() throws IOException {
    try (Tagger made = made(both)) {
      assertThatThrownBy(
              () -> TaggerFolder.writeOnnx(folder.resolve("onnx"), made, Quantization.NONE))
          .hasMessageContaining("ensemble")
          .hasMessageContaining("--format hub");
    }
    assertThatThrownBy(
            () ->
                new TaggerTrainer(request(both, Task.MULTI), TaggerListener.NONE).make(null, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one tag each");
    assertThatThrownBy(() -> new EnsembleRecipe(encoder, linear, 0))
        .hasMessageContaining("--with-linear must be above 0 and at most 1000");
  }

  private static float[] logits(Tagger tagger) {
    return tagger.model().read(FILM).logits();
  }

  private static Tagger made(Recipe recipe) throws IOException {
    return new TaggerTrainer(request(recipe, Task.SINGLE), TaggerListener.NONE)
        .make(null, false)
        .tagger();
  }

  private static TrainingRequest request(Recipe recipe, Task task) {
    return new TrainingRequest(
        "one", recipe, task, TagSet.of(TwoTags.films()), TwoTags.films(), TwoTags.split());
  }
}
