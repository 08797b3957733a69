package org.tagline.linear;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tagline.dataset.ClassWeighting;

/**
 * L2-regularized multinomial logistic regression, with the objective of scikit-learn's {@code
 * LogisticRegression}. The bias is not regularized. Deterministic.
 */
final class MultinomialRegression {
  private static final double TOLERANCE = 1e-4;

  private final int terms;
  private final double c;
  private final ClassWeighting weighting;

  /**
   * Creates a regression.
   *
   * @param terms length of the vectors
   * @param c inverse regularization strength
   * @param weighting class weights
   */
  MultinomialRegression(int terms, double c, ClassWeighting weighting) {
    this.terms = terms;
    this.c = c;
    this.weighting = weighting;
  }

  /**
   * Trains the weights. A tag without films gets zero weights and a bias as if half a film had it.
   *
   * @param films vectors of the films
   * @param labels tag of each film
   * @param tags number of tags
   * @param copies weight of each film as a number of copies
   */
  Scores train(List<SparseVector> films, int[] labels, int tags, int[] copies) {
    long[] counts = new long[tags];
    for (int film = 0; film < labels.length; film++) {
      counts[labels[film]] += copies[film];
    }
    int[] present = IntStream.range(0, tags).filter(tag -> counts[tag] > 0).toArray();
    int[] column = new int[tags];
    for (int i = 0; i < present.length; i++) {
      column[present[i]] = i;
    }
    double[] tagWeights = weighting.weights(counts);
    double[] filmWeights =
        IntStream.range(0, labels.length)
            .mapToDouble(film -> c * copies[film] * tagWeights[labels[film]])
            .toArray();
    int[] columns = Arrays.stream(labels).map(tag -> column[tag]).toArray();
    Loss loss = new Loss(films, columns, filmWeights, present.length);
    double[] trained = Lbfgs.minimum(loss, present.length * (terms + 1), TOLERANCE);
    float[][] weights = new float[tags][terms];
    float[] bias = new float[tags];
    Arrays.fill(bias, (float) Math.log(0.5 / (Arrays.stream(counts).sum() + 0.5)));
    for (int i = 0; i < present.length; i++) {
      int from = i * (terms + 1);
      for (int term = 0; term < terms; term++) {
        weights[present[i]][term] = (float) trained[from + term];
      }
      bias[present[i]] = (float) trained[from + terms];
    }
    return new Scores(weights, bias);
  }

  /**
   * Half the squared norm of the weights plus the weighted cross entropy. A point holds the weights
   * and the bias of one tag after another.
   */
  private final class Loss implements Lbfgs.Objective {
    private final List<SparseVector> films;
    private final int[] labels;
    private final double[] filmWeights;
    private final int tags;

    Loss(List<SparseVector> films, int[] labels, double[] filmWeights, int tags) {
      this.films = films;
      this.labels = labels;
      this.filmWeights = filmWeights;
      this.tags = tags;
    }

    @Override
    public double at(double[] point, double[] gradient) {
      int width = terms + 1;
      double value = 0;
      for (int i = 0; i < point.length; i++) {
        boolean bias = i % width == terms;
        gradient[i] = bias ? 0 : point[i];
        value += bias ? 0 : point[i] * point[i] / 2;
      }
      double[] scores = new double[tags];
      for (int film = 0; film < labels.length; film++) {
        SparseVector text = films.get(film);
        for (int tag = 0; tag < tags; tag++) {
          scores[tag] = score(text, point, tag * width);
        }
        double whole = logSumExp(scores);
        value += filmWeights[film] * (whole - scores[labels[film]]);
        for (int tag = 0; tag < tags; tag++) {
          double wrong = Math.exp(scores[tag] - whole) - (tag == labels[film] ? 1 : 0);
          addTo(gradient, tag * width, text, filmWeights[film] * wrong);
        }
      }
      return value;
    }

    private double score(SparseVector text, double[] point, int from) {
      double sum = point[from + terms];
      for (int i = 0; i < text.indexes().length; i++) {
        sum += point[from + text.indexes()[i]] * text.values()[i];
      }
      return sum;
    }

    private void addTo(double[] gradient, int from, SparseVector text, double factor) {
      for (int i = 0; i < text.indexes().length; i++) {
        gradient[from + text.indexes()[i]] += factor * text.values()[i];
      }
      gradient[from + terms] += factor;
    }

    private static double logSumExp(double[] scores) {
      double highest = Arrays.stream(scores).max().orElse(0);
      return highest
          + Math.log(Arrays.stream(scores).map(score -> Math.exp(score - highest)).sum());
    }
  }
}
