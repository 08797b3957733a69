package org.tagline.evaluate;

import java.util.List;

/**
 * What a tagger reached on documents whose tags are known. Every figure is a fraction from 0 to 1
 * unless it says otherwise, and every division by zero gives 0, as in scikit-learn. Immutable; the
 * records' component names are the names in the JSON output.
 */
public sealed interface Evaluation permits SingleEvaluation, MultiEvaluation {
  /** How many documents were evaluated; at least 1. */
  int documents();

  /** The share of documents whose tags are exactly right. */
  double accuracy();

  /** The mean over tags of each tag's F1; the implementations say which tags take part. */
  double macroF1();

  /** F1 over all decisions of all tags together. */
  double microF1();

  /** Mean cross entropy in nats, unweighted whatever the training weighted. */
  double loss();

  /** One entry for every tag of the tag set, in its order. */
  List<TagScore> perTag();
}
