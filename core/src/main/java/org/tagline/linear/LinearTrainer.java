package org.tagline.linear;

import java.util.List;

/** Learns a {@link LinearModel}: each tag against the others. The same films, the same bits. */
public final class LinearTrainer {
  private final LinearPlan plan;

  public LinearTrainer(LinearPlan plan) {
    this.plan = plan;
  }

  /** Hears how many tags are learned; called on several threads. */
  @FunctionalInterface
  public interface Tags {
    void learned(int done, int total);
  }

  /**
   * Learns.
   *
   * @param texts of the films
   * @param labels {@code [films, tags]}
   * @throws IllegalArgumentException where no term stands in enough films
   */
  public LinearModel train(List<String> texts, boolean[][] labels, Tags listener) {
    Vocabulary vocabulary = vocabulary(texts, labels);
    TfIdf tfIdf = new TfIdf(vocabulary);
    List<SparseVector> films = texts.stream().map(tfIdf::vector).toList();
    Scores scores =
        new OneVsRest(films, vocabulary.terms().size(), plan.c(), plan.classWeights())
            .learn(labels, listener);
    return new LinearModel(vocabulary, scores.weights(), scores.bias());
  }

  /** The terms of texts; none at all is refused. */
  Vocabulary vocabulary(List<String> texts, boolean[][] labels) {
    Vocabulary vocabulary = Vocabulary.of(texts, labels, plan);
    if (vocabulary.terms().isEmpty()) {
      throw new IllegalArgumentException(
          "no word stands in %d of the %d training films; give more films, or a lower leastFilms"
              .formatted(plan.leastFilms(), texts.size()));
    }
    return vocabulary;
  }
}
