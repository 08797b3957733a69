package org.tagline.compare;

import java.util.Map;

/**
 * One training and measuring of a candidate.
 *
 * @param part which split and seed; runs of two candidates with the same part are a pair
 * @param trainFilms films learned from
 * @param testFilms films measured on
 * @param figures those that this task has
 */
public record Run(String part, int trainFilms, int testFilms, Map<Figure, Double> figures) {

  /** A figure; NaN where the run does not have it. */
  public double get(Figure figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }
}
