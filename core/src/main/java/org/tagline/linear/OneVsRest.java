package org.tagline.linear;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;

/** Learns linear scores, each tag against the others, on all threads. Nothing is random. */
final class OneVsRest {
  private final LogisticRegression regression;
  private final int terms;
  private final ClassWeighting weighting;

  /**
   * Prepares films for any number of tags.
   *
   * @param terms length of the vectors
   * @param c inverse strength of the regularization
   */
  OneVsRest(List<SparseVector> films, int terms, double c, ClassWeighting weighting) {
    this.regression = new LogisticRegression(films, terms, c);
    this.terms = terms;
    this.weighting = weighting;
  }

  /**
   * Learns.
   *
   * @param labels {@code [films, tags]}
   */
  Scores learn(boolean[][] labels, LinearTrainer.Tags listener) {
    int tags = labels[0].length;
    float[][] weights = new float[tags][];
    float[] bias = new float[tags];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, tags)
        .parallel()
        .forEach(
            tag -> {
              LogisticRegression.Weights learned = learn(labels, tag);
              weights[tag] = learned.terms();
              bias[tag] = learned.bias();
              listener.learned(done.incrementAndGet(), tags);
            });
    return new Scores(weights, bias);
  }

  private LogisticRegression.Weights learn(boolean[][] labels, int tag) {
    boolean[] positive = new boolean[labels.length];
    long with = 0;
    for (int film = 0; film < labels.length; film++) {
      positive[film] = labels[film][tag];
      with += positive[film] ? 1 : 0;
    }
    long without = labels.length - with;
    if (with == 0 || without == 0) {
      // Nothing to tell apart: the score says how sure that many films make one.
      return new LogisticRegression.Weights(
          new float[terms], (float) Math.log((with + 0.5) / (without + 0.5)));
    }
    double[] sides = weighting.weights(new long[] {with, without});
    return regression.learn(positive, sides[0], sides[1]);
  }
}
