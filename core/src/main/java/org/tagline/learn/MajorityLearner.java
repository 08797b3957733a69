package org.tagline.learn;

import org.tagline.tagger.MajorityModel;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Task;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingResult;

/** Counts tags. */
final class MajorityLearner implements Learner {

  @Override
  public Learned learn(
      Lesson lesson, TaggerListener listener, @Nullable Path checkpoints, boolean resume) {
    if (lesson.train().isEmpty()) {
      throw new IllegalArgumentException("there is no film to train on");
    }
    listener.onStart(List.of(), lesson.weightsByTag(), lesson.films());
    long began = System.nanoTime();
    int films = lesson.train().size();
    float[] bias = new float[lesson.tags().size()];
    for (int tag = 0; tag < bias.length; tag++) {
      // Half a film more on each side: a tag that never occurred is unlikely, not impossible.
      double with = lesson.counts()[tag] + 0.5;
      double rest = lesson.task() == Task.MULTI ? films - lesson.counts()[tag] + 0.5 : films;
      bias[tag] = (float) Math.log(with / rest);
    }
    MajorityModel model = new MajorityModel(bias);
    double seconds = (System.nanoTime() - began) / 1e9;
    double loss = TrainingLoss.mean(lesson, film -> bias);
    ValidationFilms validation = ValidationFilms.of(lesson, 0);
    float[][] logits = lesson.validation().stream().map(film -> bias).toArray(float[][]::new);
    TrainingListener.Epoch epoch =
        new TrainingListener.Epoch(
            1, loss, lesson.validation().isEmpty() ? null : validation.measure(logits), true);
    return new Learned(
        model,
        new How("none", "none", "none", "none", 0, 0, "fp32"),
        new TrainingResult(List.of(epoch), 1, 1, loss, seconds, films, 0),
        validation.decide(logits));
  }
}
