package org.tagline.train;

import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;

/** Measures the model after an epoch on films that it is not trained on. */
@FunctionalInterface
public interface Validation {

  /**
   * What was measured.
   *
   * @param loss mean, unweighted
   * @param score the higher the better; the best epoch is the one with the highest
   * @param metric the score's name, such as {@code macroF1}
   */
  record Result(double loss, double score, String metric) {}

  /**
   * Measures the model as it is now.
   *
   * @param vectors where the windows' vectors come from; a method may remember them
   */
  Result measure(DocumentClassifier model, WindowVectors vectors);
}
