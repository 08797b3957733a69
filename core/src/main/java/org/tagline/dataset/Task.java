package org.tagline.dataset;

/** Whether a film carries exactly one of the tags or any number of them. */
public enum Task {
  /** Exclusive tags: softmax and cross entropy. */
  SINGLE,
  /** Any set of tags: one sigmoid a tag and binary cross entropy. */
  MULTI
}
