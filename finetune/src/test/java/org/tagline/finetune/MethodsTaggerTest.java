package org.tagline.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.base.SmallBase;
import org.tagline.dataset.ClassWeighting;
import org.tagline.dataset.Film;
import org.tagline.dataset.Split;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TaggerTrainer;
import org.tagline.learn.TrainingRequest;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerFolder;
import org.tagline.train.MethodRows;
import org.tagline.train.TrainingPlan;

/** Taggers trained with every method on every architecture can be stored and loaded. */
class MethodsTaggerTest {
  private static final String FILM = "The lawyer meets a ghost in the court of the old house.";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void theLoadedTaggerPredictsLikeTheTrainedOne(String method, String modelType)
      throws IOException {
    List<Film> films = TwoTags.films();
    Split split = TwoTags.split();
    TrainingPlan plan = MethodRows.plan(method).with("batch", 4);
    FineTuningRecipe recipe =
        new FineTuningRecipe(
            new SmallBase(modelType, 3), plan, ClassWeighting.SQRT, folder.resolve("memory"));
    TrainingRequest request =
        new TrainingRequest("one", recipe, Task.SINGLE, TagSet.of(films), films, split);
    try (Tagger made = new TaggerTrainer(request, TaggerListener.NONE).make(null, false).tagger()) {
      TaggerFolder.write(folder.resolve("one"), made, split);

      try (Tagger loaded = TaggerFolder.load(folder.resolve("one"))) {
        assertThat(loaded.probabilities(FILM)).isEqualTo(made.probabilities(FILM));
      }
      assertThat(made.info().provenance().plan().path("method").asText()).isEqualTo(method);
      assertThat(folder.resolve("one/adapter/adapter_model.safetensors").toFile().exists())
          .isEqualTo(method.equals("lora"));
    }
  }
}
