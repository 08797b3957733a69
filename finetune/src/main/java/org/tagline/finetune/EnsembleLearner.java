package org.tagline.finetune;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Task;
import org.tagline.learn.Learner;
import org.tagline.learn.LinearLearner;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TrainingData;
import org.tagline.learn.TrainingSummary;
import org.tagline.learn.ValidationFilms;
import org.tagline.tagger.LinearTaggerModel;

/**
 * Trains the linear model, which takes seconds and fails early on unusable films, then fine-tunes
 * the encoder. A resumed training repeats the linear model and resumes the encoder.
 */
final class EnsembleLearner implements Learner {
  /**
   * Average the logits of the two models if there are too few validation films to fit a
   * temperature; their sum would be overconfident.
   */
  private static final double UNFITTED_TEMPERATURE = 2;

  private final EnsembleRecipe recipe;

  EnsembleLearner(EnsembleRecipe recipe) {
    this.recipe = recipe;
  }

  @Override
  public Learned learn(
      TrainingData data, TaggerListener listener, @Nullable Path checkpoints, boolean resume)
      throws IOException {
    if (data.task() != Task.SINGLE) {
      throw new IllegalArgumentException(
          "an encoder combined with a linear model needs films with one tag each; train them"
              + " separately for films with several tags");
    }
    Learned linear =
        new LinearLearner(recipe.linear())
            .learn(data, tagsOnly(listener), /* checkpoints= */ null, /* resume= */ false);
    // Releases heap memory to the system before the encoder allocates native memory.
    System.gc();
    Learned encoder = new FineTuner(recipe.encoder()).learn(data, listener, checkpoints, resume);
    EnsembleModel model =
        new EnsembleModel(
            (TransformerModel) encoder.model(),
            ((LinearTaggerModel) linear.model()).model().scaled((float) recipe.linearWeight()));
    try {
      float[][] logits =
          data.validation().stream()
              .map(film -> model.read(film.text()).logits())
              .toArray(float[][]::new);
      return new Learned(
          model,
          encoder.input(),
          both(encoder.training(), linear.training()),
          ValidationFilms.of(data, recipe.seed()).decide(logits, UNFITTED_TEMPERATURE));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Forwards only the progress by tag; the encoder reports everything else. */
  private static TaggerListener tagsOnly(TaggerListener listener) {
    return new TaggerListener() {
      @Override
      public void onTags(int done, int total) {
        listener.onTags(done, total);
      }
    };
  }

  private static TrainingSummary both(TrainingSummary encoder, TrainingSummary linear) {
    return new TrainingSummary(
        encoder.epochs(),
        encoder.bestEpoch(),
        encoder.steps(),
        encoder.loss(),
        encoder.runtimeSeconds() + linear.runtimeSeconds(),
        encoder.samples(),
        encoder.windows());
  }
}
