package org.tagline.linear;

import java.util.List;

/**
 * Trains a {@link LinearModel}, each tag against the others. Deterministic: the same films give the
 * same weights.
 */
public final class LinearTrainer {
  private final LinearPlan plan;

  public LinearTrainer(LinearPlan plan) {
    this.plan = plan;
  }

  /** Receives the number of finished tags; called by several threads. */
  @FunctionalInterface
  public interface TagListener {
    void onTag(int done, int total);
  }

  /**
   * Trains a model.
   *
   * @param texts texts of the films
   * @param labels {@code [films, tags]}
   * @throws IllegalArgumentException if no term occurs in enough films
   */
  public LinearModel train(List<String> texts, boolean[][] labels, TagListener listener) {
    Vocabulary vocabulary = vocabulary(texts, labels);
    TfIdf tfIdf = new TfIdf(vocabulary);
    List<SparseVector> films = texts.stream().map(tfIdf::vector).toList();
    Scores scores =
        new OneVsRest(films, vocabulary.terms().size(), plan.c(), plan.classWeights())
            .train(labels, listener);
    return new LinearModel(vocabulary, scores.weights(), scores.bias());
  }

  /**
   * Returns the vocabulary of the texts.
   *
   * @throws IllegalArgumentException if it is empty
   */
  Vocabulary vocabulary(List<String> texts, boolean[][] labels) {
    Vocabulary vocabulary = Vocabulary.of(texts, labels, plan);
    if (vocabulary.terms().isEmpty()) {
      throw new IllegalArgumentException(
          "no word occurs in %d of the %d training films; add films or lower leastFilms"
              .formatted(plan.leastFilms(), texts.size()));
    }
    return vocabulary;
  }
}
