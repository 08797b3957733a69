package org.tagline.evaluate;

import java.util.List;

/**
 * Metrics of a tagger on labelled films. Every figure is between 0 and 1 unless stated otherwise,
 * and divisions by zero give 0, as in scikit-learn. Immutable. The names of the record components
 * are the names of the JSON fields.
 */
public sealed interface Evaluation permits SingleEvaluation, MultiEvaluation {
  /** Returns the number of films; at least 1. */
  int documents();

  /** Returns the share of films whose tags are all right. */
  double accuracy();

  /** Returns the mean F1 of the tags; the implementations define which tags are included. */
  double macroF1();

  /** Returns the F1 of all decisions on all tags together. */
  double microF1();

  /** Returns the mean cross entropy in nats, without class weights. */
  double loss();

  /** Returns the figures of each tag, in the order of the tag set. */
  List<TagScore> perTag();
}
