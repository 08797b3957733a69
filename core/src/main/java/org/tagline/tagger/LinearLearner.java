package org.tagline.tagger;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Document;
import org.tagline.linear.LinearModel;
import org.tagline.linear.LinearTrainer;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingResult;
import org.tagline.train.Validation;

/** Learns TF-IDF and logistic regression in one go: there is nothing to resume. */
final class LinearLearner implements Learner {
  private final LinearLearning recipe;

  LinearLearner(LinearLearning recipe) {
    this.recipe = recipe;
  }

  @Override
  public Learned learn(
      Lesson lesson, TaggerListener listener, @Nullable Path checkpoints, boolean resume) {
    listener.onStart(List.of(), lesson.weightsByTag(), lesson.films());
    boolean[][] gold = new boolean[lesson.train().size()][];
    for (int film = 0; film < gold.length; film++) {
      float[] target = lesson.target(lesson.train().get(film));
      gold[film] = new boolean[target.length];
      for (int tag = 0; tag < target.length; tag++) {
        gold[film][tag] = target[tag] > 0;
      }
    }
    if (gold.length == 0) {
      throw new IllegalArgumentException("there is no film to train on");
    }
    long began = System.nanoTime();
    List<String> texts = lesson.train().stream().map(Document::text).toList();
    LinearModel model =
        new LinearTrainer(recipe.plan())
            .train(
                texts,
                gold,
                (done, total) -> {
                  synchronized (listener) {
                    listener.onTags(done, total);
                  }
                });
    double seconds = (System.nanoTime() - began) / 1e9;
    ValidationFilms films = ValidationFilms.of(lesson, recipe.seed());
    float[][] logits = logits(model, lesson.validation());
    Validation.Result validation = lesson.validation().isEmpty() ? null : films.measure(logits);
    double loss =
        TrainingLoss.mean(lesson, film -> model.read(lesson.train().get(film).text()).logits());
    TrainingListener.Epoch epoch = new TrainingListener.Epoch(1, loss, validation, true);
    listener.onEpoch(epoch);
    return new Learned(
        new LinearTaggerModel(model),
        new How("none", "none", "logistic-regression", "all", 0, 0, "fp32"),
        new TrainingResult(List.of(epoch), 1, 1, loss, seconds, gold.length, gold.length),
        films.decide(logits));
  }

  private static float[][] logits(LinearModel model, List<Document> films) {
    return films.stream().map(film -> model.read(film.text()).logits()).toArray(float[][]::new);
  }
}
