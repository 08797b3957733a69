package org.tagline.server.queue;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.tagline.tagger.Cancellation;
import org.tagline.tagger.Prediction;
import org.tagline.tagger.Tagger;

/**
 * A text to tag.
 *
 * @param tagger the tagger
 * @param speed the tagger's speed
 * @param text the text
 * @param evidence the number of sentences to return as evidence
 * @param tag the tag to find evidence for, or null for the most likely one
 */
public record Query(Tagger tagger, Speed speed, String text, int evidence, @Nullable String tag) {

  /** A prediction and the milliseconds that its computation took. */
  public record Result(Prediction prediction, double millis) {}

  /** Returns the seconds that one worker is expected to need. */
  double seconds() {
    return speed.seconds(text.length(), evidence);
  }

  /** Returns the number of workers that the computation can keep busy. */
  int workers() {
    return speed.workers(text.length(), evidence);
  }

  /**
   * Tags the text.
   *
   * @param share returns the part of each of its workers that it had, from 0 to 1; asked when the
   *     prediction ends
   */
  public Result predict(Cancellation cancellation, DoubleSupplier share) {
    long began = System.nanoTime();
    Prediction prediction = tagger.predict(text, evidence, tag, cancellation);
    long nanos = System.nanoTime() - began;
    speed.observe(text.length(), evidence, nanos / 1e9 * share.getAsDouble());
    return new Result(prediction, nanos / 1e6);
  }
}
