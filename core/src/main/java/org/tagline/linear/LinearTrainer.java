package org.tagline.linear;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;

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
   * @param gold {@code [films, tags]}
   * @throws IllegalArgumentException where no term stands in enough films
   */
  public LinearModel train(List<String> texts, boolean[][] gold, Tags listener) {
    Vocabulary vocabulary = Vocabulary.of(texts, gold, plan);
    if (vocabulary.terms().isEmpty()) {
      throw new IllegalArgumentException(
          "no word stands in %d of the %d training films; give more films, or a lower leastFilms"
              .formatted(plan.leastFilms(), texts.size()));
    }
    TfIdf tfIdf = new TfIdf(vocabulary);
    LogisticRegression regression =
        new LogisticRegression(
            texts.stream().map(tfIdf::vector).toList(), vocabulary.terms().size(), plan.c());
    int tags = gold[0].length;
    float[][] weights = new float[tags][];
    float[] bias = new float[tags];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, tags)
        .parallel()
        .forEach(
            tag -> {
              LogisticRegression.Weights learned = learn(regression, gold, tag, vocabulary);
              weights[tag] = learned.terms();
              bias[tag] = learned.bias();
              listener.learned(done.incrementAndGet(), tags);
            });
    return new LinearModel(vocabulary, weights, bias);
  }

  private LogisticRegression.Weights learn(
      LogisticRegression regression, boolean[][] gold, int tag, Vocabulary vocabulary) {
    boolean[] positive = new boolean[gold.length];
    long with = 0;
    for (int film = 0; film < gold.length; film++) {
      positive[film] = gold[film][tag];
      with += positive[film] ? 1 : 0;
    }
    long without = gold.length - with;
    if (with == 0 || without == 0) {
      // Nothing to tell apart: the score says how sure that many films make one.
      return new LogisticRegression.Weights(
          new float[vocabulary.terms().size()], (float) Math.log((with + 0.5) / (without + 0.5)));
    }
    ClassWeighting weighting = plan.classWeights();
    double[] sides = weighting.weights(new long[] {with, without});
    return regression.learn(positive, sides[0], sides[1]);
  }
}
