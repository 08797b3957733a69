package org.tagline.dataset;

/** Whether a film has exactly one of the tags or any number of them. */
public enum Task {
  /** Exactly one tag per film: softmax and cross entropy. */
  SINGLE,
  /** Any number of tags per film: one sigmoid per tag and binary cross entropy. */
  MULTI
}
