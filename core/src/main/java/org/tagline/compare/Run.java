package org.tagline.compare;

import java.util.Map;

/**
 * One training and evaluation of a candidate.
 *
 * @param part name of split and seed; runs of two candidates with the same name are a pair
 * @param trainFilms number of training films
 * @param testFilms number of test films
 * @param figures figures that this task has
 */
public record Run(String part, int trainFilms, int testFilms, Map<Figure, Double> figures) {

  /** Returns a figure; NaN if the run does not have it. */
  public double get(Figure figure) {
    return figures.getOrDefault(figure, Double.NaN);
  }
}
