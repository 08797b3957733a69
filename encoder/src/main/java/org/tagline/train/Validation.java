package org.tagline.train;

import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;

/** Measures the model after an epoch, on examples that are not used for training. */
@FunctionalInterface
public interface Validation {

  /**
   * The result of a measurement.
   *
   * @param loss mean loss, without class weights
   * @param score quality, higher is better; the epoch with the highest score is kept
   * @param metric name of the score, such as {@code macroF1}
   */
  record Result(double loss, double score, String metric) {}

  /**
   * Measures the model in its current state.
   *
   * @param vectors computes the windows' vectors, or reads them from the method's cache
   */
  Result measure(DocumentClassifier model, WindowVectors vectors);
}
