package org.tagline.linear;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizes a smooth convex function by the limited-memory BFGS method (Nocedal and Wright,
 * "Numerical Optimization", 2nd edition, algorithms 7.4 and 7.5) with a backtracking line search.
 * Deterministic.
 */
final class Lbfgs {
  private static final int HISTORY = 10;
  private static final int MAX_ITERATIONS = 1000;
  private static final int MAX_HALVINGS = 50;
  private static final double SUFFICIENT_DECREASE = 1e-4;

  private Lbfgs() {}

  /** Function to minimize. */
  @FunctionalInterface
  interface Objective {
    /**
     * Returns the value at a point and computes the gradient.
     *
     * @param gradient receives the gradient; as long as the point
     */
    double at(double[] point, double[] gradient);
  }

  /** A step, the change of the gradient, and their dot product, which is positive. */
  private record Step(double[] moved, double[] gradientChange, double product) {}

  /**
   * Returns the minimum, starting at zero.
   *
   * @param size length of a point
   * @param tolerance stop when the norm of the gradient is at most this fraction of its initial
   *     norm
   */
  static double[] minimum(Objective objective, int size, double tolerance) {
    double[] point = new double[size];
    double[] gradient = new double[size];
    double value = objective.at(point, gradient);
    double enough = tolerance * Math.sqrt(dot(gradient, gradient));
    Deque<Step> steps = new ArrayDeque<>();
    for (int i = 0; i < MAX_ITERATIONS; i++) {
      double slope = Math.sqrt(dot(gradient, gradient));
      if (slope <= enough) {
        break;
      }
      double[] direction = direction(gradient, steps);
      double along = dot(gradient, direction);
      double length = steps.isEmpty() ? 1 / Math.max(1, slope) : 1;
      double[] next = new double[size];
      double[] nextGradient = new double[size];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int halving = 0; halving < MAX_HALVINGS; halving++, length /= 2) {
        for (int j = 0; j < size; j++) {
          next[j] = point[j] + length * direction[j];
        }
        nextValue = objective.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT_DECREASE * length * along) {
          break;
        }
      }
      if (!(nextValue < value)) {
        break; // No improvement within double precision.
      }
      remember(steps, difference(next, point), difference(nextGradient, gradient));
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
    return point;
  }

  private static void remember(Deque<Step> steps, double[] moved, double[] gradientChange) {
    double product = dot(moved, gradientChange);
    if (product > 1e-12 * dot(gradientChange, gradientChange)) {
      steps.addLast(new Step(moved, gradientChange, product));
      if (steps.size() > HISTORY) {
        steps.removeFirst();
      }
    }
  }

  /** Returns the negative gradient times the approximate inverse Hessian of the last steps. */
  private static double[] direction(double[] gradient, Deque<Step> steps) {
    double[] direction = gradient.clone();
    double[] shares = new double[steps.size()];
    int at = steps.size();
    for (Iterator<Step> newest = steps.descendingIterator(); newest.hasNext(); ) {
      Step step = newest.next();
      shares[--at] = dot(step.moved(), direction) / step.product();
      add(direction, -shares[at], step.gradientChange());
    }
    if (!steps.isEmpty()) {
      Step last = steps.getLast();
      scale(direction, last.product() / dot(last.gradientChange(), last.gradientChange()));
    }
    for (Step step : steps) {
      double share = dot(step.gradientChange(), direction) / step.product();
      add(direction, shares[at++] - share, step.moved());
    }
    scale(direction, -1);
    return direction;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] added) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * added[i];
    }
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = a.clone();
    add(difference, -1, b);
    return difference;
  }
}
