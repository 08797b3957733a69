package org.tagline.dataset;

/** Counts the tokens of the windows that an encoder would read. Must be thread-safe. */
@FunctionalInterface
public interface WindowCounter {

  /** Returns the number of tokens of each window, including special tokens; at least one window. */
  int[] windowLengths(String text);
}
