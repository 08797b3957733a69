package org.tagline.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.tagline.files.JsonFiles;
import org.tagline.tagger.Measurement;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.Versions;

/**
 * Trains a tagger: computes the class weights, trains the model of the recipe, chooses its decision
 * rule on the validation films and evaluates it on the held-out films. Not thread-safe.
 */
public final class TaggerTrainer {

  private final TrainingRequest request;
  private final TaggerListener listener;

  public TaggerTrainer(TrainingRequest request, TaggerListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /**
   * Result of a training.
   *
   * @param tagger trained tagger, owned by the caller
   * @param training summary of the training
   * @param evaluation measurement on the held-out films; null if there are none
   */
  public record TrainingOutcome(
      Tagger tagger, TrainingSummary training, @Nullable Measurement evaluation) {}

  /**
   * Trains and evaluates a tagger, without writing it.
   *
   * <p>A fine-tuning that diverges throws {@code TrainingFailedException} of tagline-encoder.
   *
   * @param checkpoints folder for checkpoints; null to write none
   * @param resume continue from the newest checkpoint
   * @throws IllegalArgumentException if there are too few films
   * @throws IOException if a base or a checkpoint cannot be read
   */
  public TrainingOutcome make(@Nullable Path checkpoints, boolean resume) throws IOException {
    TrainingData data = TrainingData.of(request);
    Learner.Learned learned = request.recipe().learner().learn(data, listener, checkpoints, resume);
    Tagger tagger = new Tagger(info(data, learned), learned.model());
    try {
      return measured(tagger, data, learned.training());
    } catch (RuntimeException e) {
      tagger.close();
      throw e;
    }
  }

  private TrainingOutcome measured(Tagger tagger, TrainingData data, TrainingSummary result) {
    if (data.test().isEmpty()) {
      return new TrainingOutcome(tagger, result, null);
    }
    Measurement measurement =
        Measurement.of(
            tagger,
            data.test(),
            data.mostFrequentTag(),
            (done, total) -> listener.onFilms("measuring", done, total));
    TaggerInfo complete =
        tagger.info().with(JsonFiles.COMPACT.valueToTree(measurement.evaluation()));
    return new TrainingOutcome(tagger.with(complete), result, measurement);
  }

  private TaggerInfo info(TrainingData data, Learner.Learned learned) {
    InputSpec input = learned.input();
    return new TaggerInfo(
        TaggerInfo.FORMAT,
        learned.model().kind(),
        request.name(),
        request.task(),
        request.tags().names(),
        request.recipe().base(),
        input.windowPooling(),
        input.documentPooling(),
        input.head(),
        input.windows(),
        input.maxTokens(),
        input.overlap(),
        input.precision(),
        learned.rule().temperature(),
        learned.rule().thresholds(),
        learned.rule().calibration(),
        learned.rule().bands(),
        new TaggerInfo.Provenance(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            FilmHash.of(request.films(), request.tags()),
            data.films(),
            data.countsByTag(),
            data.weightsByTag(),
            JsonFiles.COMPACT.valueToTree(request.recipe().written()),
            JsonFiles.COMPACT.valueToTree(learned.training()),
            null,
            Versions.of(learned.model())));
  }
}
