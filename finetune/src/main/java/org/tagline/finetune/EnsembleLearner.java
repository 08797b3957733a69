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
 * Learns the linear model, which takes seconds and tells unusable films at once, then fine-tunes
 * the encoder; what is killed begins with the first again and goes on with the second.
 */
final class EnsembleLearner implements Learner {
  /**
   * Where there are too few validation films to fit one: both models read the same words, so their
   * mean is as sure as they are, their sum too sure.
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
          "an encoder with a linear model beside it learns films with one tag each; train them"
              + " apart where films have several");
    }
    Learned words =
        new LinearLearner(recipe.linear())
            .learn(data, tagsOnly(listener), /* checkpoints= */ null, /* resume= */ false);
    // What it needed of the heap goes back to the system before the encoder takes native memory.
    System.gc();
    Learned windows = new FineTuner(recipe.encoder()).learn(data, listener, checkpoints, resume);
    EnsembleModel model =
        new EnsembleModel(
            (TransformerModel) windows.model(),
            ((LinearTaggerModel) words.model()).model().scaled((float) recipe.linearWeight()));
    try {
      float[][] logits =
          data.validation().stream()
              .map(film -> model.read(film.text()).logits())
              .toArray(float[][]::new);
      return new Learned(
          model,
          windows.input(),
          both(windows.training(), words.training()),
          ValidationFilms.of(data, recipe.seed()).decide(logits, UNFITTED_TEMPERATURE));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** The parts, the weights and the epochs are the encoder's to tell. */
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
