package org.tagline.tagger;

import java.util.concurrent.CancellationException;

/**
 * Tells a prediction whether to stop. The prediction asks between windows, between candidates for
 * evidence and between the passes over a text, on any of its threads, so an answer must be quick.
 */
@FunctionalInterface
public interface Cancellation {
  /** Never stops a prediction. */
  Cancellation NEVER = () -> false;

  /** Returns whether the prediction should stop. */
  boolean cancelled();

  /**
   * Returns if the prediction should go on.
   *
   * @throws CancellationException if it should stop
   */
  default void check() {
    if (cancelled()) {
      throw new CancellationException("the prediction was cancelled");
    }
  }
}
