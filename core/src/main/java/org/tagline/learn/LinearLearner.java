package org.tagline.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Film;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.files.Folders;
import org.tagline.linear.AuxiliaryTexts;
import org.tagline.linear.KeptScores;
import org.tagline.linear.LinearModel;
import org.tagline.linear.LinearTrainer;
import org.tagline.linear.ManyTagsTrainer;
import org.tagline.linear.StackedTrainer;
import org.tagline.safetensors.HalfFloats;
import org.tagline.tagger.LinearTaggerModel;

/**
 * Trains a linear model. A multi-label training stores finished parts and can resume; a
 * single-label training starts again.
 */
public final class LinearLearner implements Learner {
  private final LinearRecipe recipe;

  public LinearLearner(LinearRecipe recipe) {
    this.recipe = recipe;
  }

  @Override
  public Learned learn(
      TrainingData data, TaggerListener listener, @Nullable Path checkpoints, boolean resume)
      throws IOException {
    listener.onStart(List.of(), data.weightsByTag(), data.films());
    boolean[][] labels = new boolean[data.train().size()][];
    for (int film = 0; film < labels.length; film++) {
      float[] target = data.target(data.train().get(film));
      labels[film] = new boolean[target.length];
      for (int tag = 0; tag < target.length; tag++) {
        labels[film][tag] = target[tag] > 0;
      }
    }
    if (labels.length == 0) {
      throw new IllegalArgumentException("there are no films to train on");
    }
    long began = System.nanoTime();
    LinearTrainer.TagListener progress =
        (done, total) -> {
          synchronized (listener) {
            listener.onTags(done, total);
          }
        };
    if (checkpoints != null && !resume) {
      Folders.delete(checkpoints);
    }
    ManyTagsTrainer.Trained learned =
        data.task() == Task.MULTI
            ? many(data, labels, checkpoints, progress)
            : new ManyTagsTrainer.Trained(learn(data, labels, progress), new float[0][]);
    LinearModel model = learned.model();
    if (recipe.plan().halfPrecision()) {
      HalfFloats.round(model.weights());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    ValidationFilms films = ValidationFilms.of(data, recipe.seed());
    float[][] logits = logits(model, data.validation());
    ValidationScore validation = data.validation().isEmpty() ? null : films.measure(logits);
    double loss =
        TrainingLoss.mean(data, film -> model.read(data.train().get(film).text()).logits());
    TaggerListener.Epoch epoch = new TaggerListener.Epoch(1, loss, validation, true);
    listener.onEpoch(epoch);
    return new Learned(
        new LinearTaggerModel(model, recipe.plan().halfPrecision()),
        new InputSpec("none", "none", "logistic-regression", "all", 0, 0, "fp32"),
        new TrainingSummary(List.of(epoch), 1, 1, loss, seconds, labels.length, labels.length),
        decide(data, learned.outOfFold(), films, logits));
  }

  private ManyTagsTrainer.Trained many(
      TrainingData data,
      boolean[][] labels,
      @Nullable Path checkpoints,
      LinearTrainer.TagListener progress) {
    return new ManyTagsTrainer(recipe.plan(), new KeptScores(checkpoints))
        .train(
            data.train().stream().map(Film::text).toList(),
            labels,
            data.thresholdPolicy().folds(),
            progress);
  }

  /**
   * Chooses the rule on the validation films and, if there are any, the cross-validated training
   * films.
   */
  private DecisionRule decide(
      TrainingData data, float[][] outOfFold, ValidationFilms films, float[][] logits) {
    if (outOfFold.length == 0) {
      return films.decide(logits);
    }
    List<Film> scored = new ArrayList<>(data.train());
    scored.addAll(data.validation());
    List<float[]> rows = new ArrayList<>(List.of(outOfFold));
    rows.addAll(List.of(logits));
    return ValidationFilms.of(data, scored, recipe.seed()).decide(rows.toArray(float[][]::new));
  }

  private LinearModel learn(
      TrainingData data, boolean[][] labels, LinearTrainer.TagListener progress) {
    List<String> texts = data.train().stream().map(Film::text).toList();
    List<Film> auxiliary = recipe.auxiliary().films();
    if (auxiliary.isEmpty()) {
      return new LinearTrainer(recipe.plan()).train(texts, labels, progress);
    }
    int[] tags = new int[labels.length];
    for (int film = 0; film < tags.length; film++) {
      while (!labels[film][tags[film]]) {
        tags[film]++;
      }
    }
    TagSet all = TagSet.of(auxiliary);
    AuxiliaryTexts helping =
        new AuxiliaryTexts(
            auxiliary.stream().map(Film::text).toList(),
            matrix(auxiliary, data.tags()),
            matrix(auxiliary, all));
    return new StackedTrainer(recipe.plan())
        .train(texts, tags, data.tags().size(), helping, progress);
  }

  private static boolean[][] matrix(List<Film> films, TagSet tags) {
    boolean[][] matrix = new boolean[films.size()][tags.size()];
    for (int film = 0; film < matrix.length; film++) {
      for (String tag : films.get(film).tags()) {
        if (tags.contains(tag)) {
          matrix[film][tags.indexOf(tag)] = true;
        }
      }
    }
    return matrix;
  }

  private static float[][] logits(LinearModel model, List<Film> films) {
    return films.stream().map(film -> model.read(film.text()).logits()).toArray(float[][]::new);
  }
}
