package org.tagline.finetune;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tagline.learn.TaggerListener;
import org.tagline.learn.TrainingSummary;
import org.tagline.learn.ValidationScore;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingResult;
import org.tagline.train.Validation;

/** Forwards the progress of the encoder's trainer to a {@link TaggerListener}. */
final class ListenerAdapter implements TrainingListener {
  private final TaggerListener listener;

  ListenerAdapter(TaggerListener listener) {
    this.listener = listener;
  }

  static TrainingSummary summary(TrainingResult result) {
    return new TrainingSummary(
        result.epochs().stream().map(ListenerAdapter::epoch).toList(),
        result.bestEpoch(),
        result.steps(),
        result.loss(),
        result.runtimeSeconds(),
        result.samples(),
        result.windows());
  }

  @Override
  public void onWindowCached(int done, int total) {
    listener.onWindowCached(done, total);
  }

  @Override
  public void onStep(Step step) {
    listener.onStep(
        new TaggerListener.Step(
            step.step(),
            step.steps(),
            step.epoch(),
            step.loss(),
            step.windowsPerSecond(),
            step.secondsLeft()));
  }

  @Override
  public void onEpoch(Epoch epoch) {
    listener.onEpoch(epoch(epoch));
  }

  @Override
  public void onCheckpoint(Path folder) {
    listener.onCheckpoint(folder);
  }

  private static TaggerListener.Epoch epoch(Epoch epoch) {
    return new TaggerListener.Epoch(
        epoch.epoch(), epoch.trainLoss(), score(epoch.validation()), epoch.best());
  }

  private static @Nullable ValidationScore score(Validation.@Nullable Result result) {
    return result == null
        ? null
        : new ValidationScore(result.loss(), result.score(), result.metric());
  }
}
