package org.tagline.learn;

import org.tagline.dataset.ClassWeighting;

/** Recipe for training a tagger; one record for each kind of model that can be trained. */
public interface Recipe {

  /** Returns a learner for this recipe. */
  Learner learner();

  /** Returns the name of the base encoder, or the name that users give in its place. */
  String base();

  /** Returns the scheme of the class weights. */
  ClassWeighting classWeights();

  /** Returns the seed of the training. */
  long seed();

  /** Returns the hyperparameters as a record that is written as JSON. */
  Object plan();

  /** Returns the plan that is stored with the tagger. */
  default Object written() {
    return plan();
  }
}
