package org.tagline.linear;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;

/** Trains linear scores, each tag against the others, on all threads. Deterministic. */
final class OneVsRest {
  private final LogisticRegression regression;
  private final int terms;
  private final ClassWeighting weighting;

  /**
   * Prepares the films for training any number of tags.
   *
   * @param films vectors of the films
   * @param terms length of the vectors
   * @param c inverse regularization strength
   * @param weighting weights of films with and without a tag
   */
  OneVsRest(List<SparseVector> films, int terms, double c, ClassWeighting weighting) {
    this.regression = new LogisticRegression(films, terms, c);
    this.terms = terms;
    this.weighting = weighting;
  }

  /**
   * Trains all tags.
   *
   * @param labels {@code [films, tags]}
   */
  Scores train(boolean[][] labels, LinearTrainer.TagListener listener) {
    int tags = labels[0].length;
    float[][] weights = new float[tags][];
    float[] bias = new float[tags];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, tags)
        .parallel()
        .forEach(
            tag -> {
              LogisticRegression.Weights trained = train(labels, tag);
              weights[tag] = trained.terms();
              bias[tag] = trained.bias();
              listener.onTag(done.incrementAndGet(), tags);
            });
    return new Scores(weights, bias);
  }

  private LogisticRegression.Weights train(boolean[][] labels, int tag) {
    boolean[] positive = new boolean[labels.length];
    long with = 0;
    for (int film = 0; film < labels.length; film++) {
      positive[film] = labels[film][tag];
      with += positive[film] ? 1 : 0;
    }
    long without = labels.length - with;
    if (with == 0 || without == 0) {
      // All films agree: the bias is the smoothed log odds.
      return new LogisticRegression.Weights(
          new float[terms], (float) Math.log((with + 0.5) / (without + 0.5)));
    }
    double[] sides = weighting.weights(new long[] {with, without});
    return regression.train(positive, sides[0], sides[1]);
  }
}
