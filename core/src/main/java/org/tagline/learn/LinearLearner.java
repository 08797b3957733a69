package org.tagline.learn;

import org.tagline.tagger.LinearTaggerModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Document;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.safetensors.HalfFloats;
import org.tagline.linear.AuxiliaryTexts;
import org.tagline.linear.KeptScores;
import org.tagline.linear.LinearModel;
import org.tagline.linear.LinearTrainer;
import org.tagline.linear.ManyTagsTrainer;
import org.tagline.linear.StackedTrainer;
import org.tagline.train.Checkpoints;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingResult;
import org.tagline.train.Validation;

/**
 * Learns TF-IDF and logistic regression. Of many tags, models that are done are kept for a resume;
 * one tag a film is learned in one go.
 */
final class LinearLearner implements Learner {
  private final LinearLearning recipe;

  LinearLearner(LinearLearning recipe) {
    this.recipe = recipe;
  }

  @Override
  public Learned learn(
      Lesson lesson, TaggerListener listener, @Nullable Path checkpoints, boolean resume)
      throws IOException {
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
    LinearTrainer.Tags progress =
        (done, total) -> {
          synchronized (listener) {
            listener.onTags(done, total);
          }
        };
    if (checkpoints != null && !resume) {
      new Checkpoints(checkpoints).clear();
    }
    ManyTagsTrainer.Learned learned =
        lesson.task() == Task.MULTI
            ? many(lesson, gold, checkpoints, progress)
            : new ManyTagsTrainer.Learned(learn(lesson, gold, progress), new float[0][]);
    LinearModel model = learned.model();
    if (recipe.plan().halfPrecision()) {
      HalfFloats.round(model.weights());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    ValidationFilms films = ValidationFilms.of(lesson, recipe.seed());
    float[][] logits = logits(model, lesson.validation());
    Validation.Result validation = lesson.validation().isEmpty() ? null : films.measure(logits);
    double loss =
        TrainingLoss.mean(lesson, film -> model.read(lesson.train().get(film).text()).logits());
    TrainingListener.Epoch epoch = new TrainingListener.Epoch(1, loss, validation, true);
    listener.onEpoch(epoch);
    return new Learned(
        new LinearTaggerModel(model, recipe.plan().halfPrecision()),
        new How("none", "none", "logistic-regression", "all", 0, 0, "fp32"),
        new TrainingResult(List.of(epoch), 1, 1, loss, seconds, gold.length, gold.length),
        decide(lesson, learned.outOfFold(), films, logits));
  }

  private ManyTagsTrainer.Learned many(
      Lesson lesson, boolean[][] gold, @Nullable Path checkpoints, LinearTrainer.Tags progress) {
    return new ManyTagsTrainer(recipe.plan(), new KeptScores(checkpoints))
        .train(
            lesson.train().stream().map(Document::text).toList(),
            gold,
            lesson.deciding().folds(),
            progress);
  }

  /** Films that were scored without being learned decide beside the validation part. */
  private Decisions decide(
      Lesson lesson, float[][] outOfFold, ValidationFilms films, float[][] logits) {
    if (outOfFold.length == 0) {
      return films.decide(logits);
    }
    List<Document> scored = new ArrayList<>(lesson.train());
    scored.addAll(lesson.validation());
    List<float[]> rows = new ArrayList<>(List.of(outOfFold));
    rows.addAll(List.of(logits));
    return ValidationFilms.of(lesson, scored, recipe.seed()).decide(rows.toArray(float[][]::new));
  }

  private LinearModel learn(Lesson lesson, boolean[][] gold, LinearTrainer.Tags progress) {
    List<String> texts = lesson.train().stream().map(Document::text).toList();
    List<Document> auxiliary = recipe.auxiliary().films();
    if (auxiliary.isEmpty()) {
      return new LinearTrainer(recipe.plan()).train(texts, gold, progress);
    }
    int[] tags = new int[gold.length];
    for (int film = 0; film < tags.length; film++) {
      while (!gold[film][tags[film]]) {
        tags[film]++;
      }
    }
    TagSet all = TagSet.of(auxiliary);
    AuxiliaryTexts helping =
        new AuxiliaryTexts(
            auxiliary.stream().map(Document::text).toList(),
            matrix(auxiliary, lesson.tags()),
            matrix(auxiliary, all));
    return new StackedTrainer(recipe.plan())
        .train(texts, tags, lesson.tags().size(), helping, progress);
  }

  private static boolean[][] matrix(List<Document> films, TagSet tags) {
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

  private static float[][] logits(LinearModel model, List<Document> films) {
    return films.stream().map(film -> model.read(film.text()).logits()).toArray(float[][]::new);
  }
}
