package org.tagline.learn;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.tagline.tagger.Measurement;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.Versions;

/**
 * Makes a tagger: weighs the tags, has the recipe's model learned from the training films and
 * calibrated on the validation part, measures on the held-out part. Not thread-safe.
 */
public final class TaggerTrainer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TrainingRequest request;
  private final TaggerListener listener;

  public TaggerTrainer(TrainingRequest request, TaggerListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /**
   * What came of it.
   *
   * @param tagger owned by the caller
   * @param training what training did
   * @param evaluation on the held-out part; null where the split has none
   */
  public record TrainingOutcome(
      Tagger tagger, TrainingSummary training, @Nullable Measurement evaluation) {}

  /**
   * Trains and measures. The tagger is not yet written anywhere.
   *
   * <p>Throws IllegalArgumentException where the films do not suffice, IOException where a base or
   * a checkpoint cannot be read, {@link org.tagline.train.TrainingFailedException} where training
   * diverges.
   *
   * @param checkpoints null to write none
   * @param resume go on from the newest checkpoint
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
    TaggerInfo complete = tagger.info().with(JSON.valueToTree(measurement.evaluation()));
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
            JSON.valueToTree(request.recipe().written()),
            JSON.valueToTree(learned.training()),
            null,
            Versions.of(learned.model())));
  }
}
