package org.tagline.learn;

import org.tagline.finetune.EnsembleLearner;
import org.tagline.finetune.EnsembleLearning;
import org.tagline.finetune.FineTuner;
import org.tagline.finetune.FineTuning;
import org.tagline.tagger.Bands;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.TaggerModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.evaluate.PlattScaling;
import org.tagline.train.TrainingResult;

/** Learns one kind of model from films. */
interface Learner {

  /** The learner for a recipe: one line for each. */
  static Learner of(Recipe recipe) {
    if (recipe instanceof FineTuning fineTuning) {
      return new FineTuner(fineTuning);
    }
    if (recipe instanceof EnsembleLearning ensemble) {
      return new EnsembleLearner(ensemble);
    }
    if (recipe instanceof LinearLearning linear) {
      return new LinearLearner(linear);
    }
    if (recipe instanceof MajorityLearning) {
      return new MajorityLearner();
    }
    throw new IllegalStateException("no learner for " + recipe);
  }

  /**
   * Learns.
   *
   * <p>Throws IllegalArgumentException where the films do not suffice, IOException where a base or
   * a checkpoint cannot be read, {@link org.tagline.train.TrainingFailedException} where training
   * diverges.
   *
   * @param checkpoints null to write none
   * @param resume go on from the newest checkpoint
   */
  Learned learn(Lesson lesson, TaggerListener listener, @Nullable Path checkpoints, boolean resume)
      throws IOException;

  /**
   * What was learned.
   *
   * @param model owned by whoever asked
   * @param how it reads and scores
   * @param training what learning did
   * @param decisions how scores become tags
   */
  record Learned(TaggerModel model, How how, TrainingResult training, Decisions decisions) {}

  /**
   * What {@code tagline.json} says of a model; see {@link TaggerInfo} for each part. What a kind of
   * model does not have is {@code none} or 0.
   */
  record How(
      String windowPooling,
      String documentPooling,
      String head,
      String windows,
      int maxTokens,
      int overlap,
      String precision) {}

  /**
   * How scores become tags.
   *
   * @param temperature logits are divided by it
   * @param thresholds one a tag of a multi-label tagger, otherwise empty
   * @param calibration one a tag of a multi-label tagger, or empty
   * @param bands of a multi-label tagger, where enough films say so
   */
  record Decisions(
      double temperature,
      List<Float> thresholds,
      List<PlattScaling> calibration,
      @Nullable Bands bands) {

    /** Without calibration and bands. */
    Decisions(double temperature, List<Float> thresholds) {
      this(temperature, thresholds, List.of(), null);
    }
  }
}
