package org.tagline.learn;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Task;
import org.tagline.tagger.MajorityModel;

/** Computes the tag frequencies of the training films. */
final class MajorityLearner implements Learner {

  @Override
  public Learned learn(
      TrainingData data, TaggerListener listener, @Nullable Path checkpoints, boolean resume) {
    if (data.train().isEmpty()) {
      throw new IllegalArgumentException("there are no films to train on");
    }
    listener.onStart(List.of(), data.weightsByTag(), data.films());
    long began = System.nanoTime();
    int films = data.train().size();
    float[] bias = new float[data.tags().size()];
    for (int tag = 0; tag < bias.length; tag++) {
      // Additive smoothing by half a film: a tag without films is unlikely, not impossible.
      double with = data.counts()[tag] + 0.5;
      double rest = data.task() == Task.MULTI ? films - data.counts()[tag] + 0.5 : films;
      bias[tag] = (float) Math.log(with / rest);
    }
    MajorityModel model = new MajorityModel(bias);
    double seconds = (System.nanoTime() - began) / 1e9;
    double loss = TrainingLoss.mean(data, film -> bias);
    ValidationFilms validation = ValidationFilms.of(data, 0);
    float[][] logits = data.validation().stream().map(film -> bias).toArray(float[][]::new);
    TaggerListener.Epoch epoch =
        new TaggerListener.Epoch(
            1, loss, data.validation().isEmpty() ? null : validation.measure(logits), true);
    return new Learned(
        model,
        new InputSpec("none", "none", "none", "none", 0, 0, "fp32"),
        new TrainingSummary(List.of(epoch), 1, 1, loss, seconds, films, 0),
        validation.decide(logits));
  }
}
