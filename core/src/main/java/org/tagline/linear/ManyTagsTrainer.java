package org.tagline.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Trains a multi-label {@link LinearModel} and scores every training film by cross-validation, so
 * that thresholds can be chosen without setting films aside.
 *
 * <p>Deterministic: the same films and seed give the same weights.
 */
public final class ManyTagsTrainer {
  private final LinearPlan plan;
  private final KeptScores kept;

  /**
   * Creates a trainer.
   *
   * @param kept stores the finished parts
   */
  public ManyTagsTrainer(LinearPlan plan, KeptScores kept) {
    this.plan = plan;
    this.kept = kept;
  }

  /**
   * Result of the training.
   *
   * @param model model trained on all films
   * @param outOfFold {@code [films, tags]} scores by models that were not trained on the film;
   *     empty without folds
   */
  public record Trained(LinearModel model, float[][] outOfFold) {}

  /**
   * Trains a model.
   *
   * @param texts texts of the films
   * @param labels {@code [films, tags]}
   * @param folds number of cross-validation folds; 0 for none
   * @throws IllegalArgumentException if no term occurs in enough films
   */
  public Trained train(
      List<String> texts, boolean[][] labels, int folds, LinearTrainer.TagListener listener) {
    Vocabulary vocabulary = new LinearTrainer(plan).vocabulary(texts, labels);
    TfIdf tfIdf = new TfIdf(vocabulary);
    List<SparseVector> films = texts.stream().map(tfIdf::vector).toList();
    // The key distinguishes stored parts of different trainings.
    String key =
        "%08x"
            .formatted(
                31 * (plan + " " + folds).hashCode()
                    + 7 * texts.hashCode()
                    + Arrays.deepHashCode(labels));
    Steps steps =
        new Steps(key, vocabulary.terms().size(), (folds + 1) * labels[0].length, listener);
    Scores scores = steps.train("all", films, labels);
    float[][] outOfFold = new float[folds == 0 ? 0 : films.size()][];
    int[] fold = deal(films.size(), folds);
    for (int part = 0; part < folds; part++) {
      int inside = part;
      int[] rest = IntStream.range(0, fold.length).filter(i -> fold[i] != inside).toArray();
      Scores without =
          steps.train(
              "fold-" + part,
              IntStream.of(rest).mapToObj(films::get).toList(),
              IntStream.of(rest).mapToObj(i -> labels[i]).toArray(boolean[][]::new));
      IntStream.range(0, fold.length)
          .filter(film -> fold[film] == inside)
          .forEach(film -> outOfFold[film] = without.of(films.get(film)));
    }
    return new Trained(new LinearModel(vocabulary, scores.weights(), scores.bias()), outOfFold);
  }

  private int[] deal(int films, int folds) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, films).boxed().toList());
    Collections.shuffle(order, new Random(plan.seed()));
    int[] fold = new int[films];
    for (int place = 0; place < films && folds > 0; place++) {
      fold[order.get(place)] = place % folds;
    }
    return fold;
  }

  /** Trains one model after another and reports progress over all of them. */
  private final class Steps {
    private final String key;
    private final int terms;
    private final int total;
    private final LinearTrainer.TagListener listener;
    private int before;

    Steps(String key, int terms, int total, LinearTrainer.TagListener listener) {
      this.key = key;
      this.terms = terms;
      this.total = total;
      this.listener = listener;
    }

    Scores train(String name, List<SparseVector> films, boolean[][] labels) {
      int done = before;
      before += labels[0].length;
      return kept.part(
          key + "-" + name,
          () ->
              new OneVsRest(films, terms, plan.c(), plan.classWeights())
                  .train(labels, (tags, all) -> listener.onTag(done + tags, total)));
    }
  }
}
