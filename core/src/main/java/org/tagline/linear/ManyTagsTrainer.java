package org.tagline.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Learns a {@link LinearModel} of many tags a film, and scores every training film by models that
 * did not learn it: thresholds chosen on those scores need no films set aside.
 *
 * <p>The same films and seed, the same bits.
 */
public final class ManyTagsTrainer {
  private final LinearPlan plan;
  private final KeptScores kept;

  /**
   * Prepares.
   *
   * @param kept what a killed training has done already
   */
  public ManyTagsTrainer(LinearPlan plan, KeptScores kept) {
    this.plan = plan;
    this.kept = kept;
  }

  /**
   * What was learned.
   *
   * @param outOfFold {@code [films, tags]} scores by models that did not learn the film; none
   *     without folds
   */
  public record Learned(LinearModel model, float[][] outOfFold) {}

  /**
   * Learns.
   *
   * @param texts of the films
   * @param labels {@code [films, tags]}
   * @param folds into which films are dealt to be scored; 0 for none
   * @throws IllegalArgumentException where no term stands in enough films
   */
  public Learned train(
      List<String> texts, boolean[][] labels, int folds, LinearTrainer.Tags listener) {
    Vocabulary vocabulary = new LinearTrainer(plan).vocabulary(texts, labels);
    TfIdf tfIdf = new TfIdf(vocabulary);
    List<SparseVector> films = texts.stream().map(tfIdf::vector).toList();
    // Parts of another training must not be taken for this one's.
    String key =
        "%08x"
            .formatted(
                31 * (plan + " " + folds).hashCode()
                    + 7 * texts.hashCode()
                    + Arrays.deepHashCode(labels));
    Steps steps =
        new Steps(key, vocabulary.terms().size(), (folds + 1) * labels[0].length, listener);
    Scores scores = steps.learn("all", films, labels);
    float[][] outOfFold = new float[folds == 0 ? 0 : films.size()][];
    int[] fold = deal(films.size(), folds);
    for (int part = 0; part < folds; part++) {
      int inside = part;
      int[] rest = IntStream.range(0, fold.length).filter(i -> fold[i] != inside).toArray();
      Scores without =
          steps.learn(
              "fold-" + part,
              IntStream.of(rest).mapToObj(films::get).toList(),
              IntStream.of(rest).mapToObj(i -> labels[i]).toArray(boolean[][]::new));
      IntStream.range(0, fold.length)
          .filter(film -> fold[film] == inside)
          .forEach(film -> outOfFold[film] = without.of(films.get(film)));
    }
    return new Learned(new LinearModel(vocabulary, scores.weights(), scores.bias()), outOfFold);
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

  /** Learns one model after the other and tells how far that is. */
  private final class Steps {
    private final String key;
    private final int terms;
    private final int total;
    private final LinearTrainer.Tags listener;
    private int before;

    Steps(String key, int terms, int total, LinearTrainer.Tags listener) {
      this.key = key;
      this.terms = terms;
      this.total = total;
      this.listener = listener;
    }

    Scores learn(String name, List<SparseVector> films, boolean[][] labels) {
      int done = before;
      before += labels[0].length;
      return kept.part(
          key + "-" + name,
          () ->
              new OneVsRest(films, terms, plan.c(), plan.classWeights())
                  .learn(labels, (tags, all) -> listener.learned(done + tags, total)));
    }
  }
}
