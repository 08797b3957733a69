package org.tagline.learn;

import org.tagline.dataset.ClassWeighting;

/** How a tagger's model is learned: one record for each kind of model that can be trained. */
public interface Recipe {

  /** Returns what learns by this recipe. */
  Learner learner();

  /** What is learned on top of, as users name it. */
  String base();

  /** How rare tags are weighed. */
  ClassWeighting classWeights();

  /** Of all that is random. */
  long seed();

  /** InputSpec: a record that becomes JSON. */
  Object plan();

  /** What is written into the tagger as its plan. */
  default Object written() {
    return plan();
  }
}
