package org.tagline.dataset;

/** Cuts a text as an encoder would and says how long the pieces are. Must be thread-safe. */
@FunctionalInterface
public interface WindowCounter {

  /** Tokens of each window of the text, special tokens included, in order; at least one window. */
  int[] windowLengths(String text);
}
