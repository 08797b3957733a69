package org.tagline.learn;

import org.tagline.finetune.EnsembleLearning;
import org.tagline.finetune.FineTuning;

import org.tagline.dataset.ClassWeighting;

/** How a tagger's model is learned: one record for each kind of model that can be trained. */
public sealed interface Recipe
    permits FineTuning, EnsembleLearning, LinearLearning, MajorityLearning {

  /** What is learned on top of, as users name it. */
  String base();

  /** How rare tags are weighed. */
  ClassWeighting classWeights();

  /** Of all that is random. */
  long seed();

  /** How: a record that becomes JSON. */
  Object plan();

  /** What is written into the tagger as its plan. */
  default Object written() {
    return plan();
  }
}
