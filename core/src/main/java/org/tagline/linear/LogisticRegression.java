package org.tagline.linear;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;

/**
 * L2-regularized logistic regression of one tag against the others, with LIBLINEAR's trust region
 * Newton method (Lin, Weng and Keerthi, "Trust Region Newton Method for Large-Scale Logistic
 * Regression", JMLR 2008). The bias is not regularized. Deterministic and thread-safe.
 */
final class LogisticRegression {
  private static final double TOLERANCE = 1e-4;
  private static final int MAX_ITERATIONS = 1000;

  private final Feature[][] rows;
  private final int terms;
  private final double c;

  /**
   * Prepares the films for training any number of tags.
   *
   * @param films vectors of the films
   * @param terms size of the vocabulary
   * @param c inverse regularization strength
   */
  LogisticRegression(List<SparseVector> films, int terms, double c) {
    Linear.disableDebugOutput();
    this.rows = films.stream().map(film -> features(film, terms)).toArray(Feature[][]::new);
    this.terms = terms;
    this.c = c;
  }

  /**
   * Weights of one tag.
   *
   * @param terms one weight per term
   * @param bias score of a text without known terms
   */
  record Weights(float[] terms, float bias) {}

  /**
   * Trains one tag.
   *
   * @param positive whether each film has the tag
   * @param positiveWeight weight of films with the tag
   * @param negativeWeight weight of films without the tag
   */
  Weights train(boolean[] positive, double positiveWeight, double negativeWeight) {
    Problem problem = new Problem();
    problem.l = rows.length;
    problem.n = terms + 1;
    problem.x = rows;
    problem.bias = 1;
    problem.y = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      problem.y[i] = positive[i] ? 1 : -1;
    }
    Parameter parameter = new Parameter(SolverType.L2R_LR, c, MAX_ITERATIONS, TOLERANCE);
    parameter.setWeights(new double[] {positiveWeight, negativeWeight}, new int[] {1, -1});
    parameter.setRegularizeBias(false);
    Model model = Linear.train(problem, parameter);
    // LIBLINEAR puts the label that it sees first on the positive side.
    double sign = model.getLabels()[0] == 1 ? 1 : -1;
    double[] trained = model.getFeatureWeights();
    float[] weights = new float[terms];
    for (int i = 0; i < terms; i++) {
      weights[i] = (float) (sign * trained[i]);
    }
    return new Weights(weights, (float) (sign * trained[terms]));
  }

  /** Converts a vector to features, whose indexes start at 1, with the bias as the last feature. */
  private static Feature[] features(SparseVector film, int terms) {
    Feature[] features = new Feature[film.indexes().length + 1];
    for (int i = 0; i < film.indexes().length; i++) {
      features[i] = new FeatureNode(film.indexes()[i] + 1, film.values()[i]);
    }
    features[film.indexes().length] = new FeatureNode(terms + 1, 1);
    return features;
  }
}
