package org.tagline.learn;

import org.tagline.tagger.Measurement;
import org.tagline.tagger.Tagger;
import org.tagline.tagger.TaggerInfo;
import org.tagline.tagger.Versions;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.tagline.train.TrainingResult;

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
  public record Made(Tagger tagger, TrainingResult training, @Nullable Measurement evaluation) {}

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
  public Made make(@Nullable Path checkpoints, boolean resume) throws IOException {
    Lesson lesson = Lesson.of(request);
    Learner.Learned learned =
        Learner.of(request.recipe()).learn(lesson, listener, checkpoints, resume);
    Tagger tagger = new Tagger(info(lesson, learned), learned.model());
    try {
      return measured(tagger, lesson, learned.training());
    } catch (RuntimeException e) {
      tagger.close();
      throw e;
    }
  }

  private Made measured(Tagger tagger, Lesson lesson, TrainingResult result) {
    if (lesson.test().isEmpty()) {
      return new Made(tagger, result, null);
    }
    Measurement measurement =
        Measurement.of(
            tagger,
            lesson.test(),
            lesson.mostFrequentTag(),
            (done, total) -> listener.onFilms("measuring", done, total));
    TaggerInfo complete = tagger.info().with(JSON.valueToTree(measurement.evaluation()));
    return new Made(tagger.with(complete), result, measurement);
  }

  private TaggerInfo info(Lesson lesson, Learner.Learned learned) {
    Learner.How how = learned.how();
    return new TaggerInfo(
        TaggerInfo.FORMAT,
        learned.model().kind(),
        request.name(),
        request.task(),
        request.tags().names(),
        request.recipe().base(),
        how.windowPooling(),
        how.documentPooling(),
        how.head(),
        how.windows(),
        how.maxTokens(),
        how.overlap(),
        how.precision(),
        learned.decisions().temperature(),
        learned.decisions().thresholds(),
        learned.decisions().calibration(),
        learned.decisions().bands(),
        new TaggerInfo.Provenance(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            FilmHash.of(request.documents(), request.tags()),
            lesson.films(),
            lesson.countsByTag(),
            lesson.weightsByTag(),
            JSON.valueToTree(request.recipe().written()),
            JSON.valueToTree(learned.training()),
            null,
            Versions.of(learned.model().kind())));
  }
}
