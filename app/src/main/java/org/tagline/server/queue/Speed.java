package org.tagline.server.queue;

import org.tagline.tagger.Tagger;

/**
 * Expected time of a tagger's predictions: a fixed part and one that grows with the text, each with
 * and without evidence. Both are measured when the tagger is loaded, and every prediction corrects
 * them. Thread-safe.
 */
public final class Speed {
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int WINDOW_TOKENS = 512;

  /** Weight of a prediction compared with all earlier ones. */
  private static final double SMOOTHING = 0.1;

  /** Largest correction by one prediction, which may have met a pause of the machine. */
  private static final double LARGEST_RATIO = 10;

  /** Number of repetitions unless they take longer than {@link #REPEATED_NANOS}. */
  private static final int REPETITIONS = 5;

  private static final long REPEATED_NANOS = 100_000_000;

  private static final String SHORT =
      "A clockmaker finds that her clocks have stopped at the hour of the flood. Her sister, whom"
          + " everyone believes drowned, sends a letter from the other shore. The ferryman has read"
          + " it first. Nobody in the village asks him why he waited for ten years. ";

  /** Two windows of an encoder. */
  private static final String LONG = SHORT.repeat(12);

  private final boolean manyThreads;
  private final Rate plain;
  private final Rate evidence;

  /** Seconds of one worker as a linear function of {@link #tokens}. */
  static final class Rate {
    private final double fixed;
    private final double perToken;
    private double correction = 1;

    /** Fits the two measurements; a longer text never counts as cheaper. */
    Rate(double shortTokens, double shortSeconds, double longTokens, double longSeconds) {
      double slope = (longSeconds - shortSeconds) / (longTokens - shortTokens);
      perToken = Math.max(slope, longSeconds / longTokens / 2);
      fixed = Math.max(0, shortSeconds - perToken * shortTokens);
    }

    synchronized double seconds(double tokens) {
      return correction * (fixed + perToken * tokens);
    }

    synchronized void observe(double tokens, double seconds) {
      double ratio = seconds / Math.max(1e-9, seconds(tokens));
      double bounded = Math.max(1 / LARGEST_RATIO, Math.min(LARGEST_RATIO, ratio));
      correction *= 1 - SMOOTHING + SMOOTHING * bounded;
    }
  }

  Speed(boolean manyThreads, Rate plain, Rate evidence) {
    this.manyThreads = manyThreads;
    this.plain = plain;
    this.evidence = evidence;
  }

  /** Measures a tagger on a short and a longer text, which takes as long as a few predictions. */
  public static Speed measure(Tagger tagger) {
    boolean manyThreads = tagger.info().kind().usesManyThreads();
    return new Speed(manyThreads, rate(tagger, manyThreads, 0), rate(tagger, manyThreads, 1));
  }

  private static Rate rate(Tagger tagger, boolean manyThreads, int passages) {
    return new Rate(
        tokens(SHORT.length(), passages),
        best(tagger, SHORT, passages) * workers(manyThreads, SHORT.length(), passages),
        tokens(LONG.length(), passages),
        best(tagger, LONG, passages) * workers(manyThreads, LONG.length(), passages));
  }

  /** Returns the seconds of the fastest of several runs; the first ones compile the code. */
  private static double best(Tagger tagger, String text, int passages) {
    long least = Long.MAX_VALUE;
    long began = System.nanoTime();
    for (int i = 0; i < REPETITIONS && System.nanoTime() - began < REPEATED_NANOS; i++) {
      long from = System.nanoTime();
      tagger.predict(text, passages);
      least = Math.min(least, System.nanoTime() - from);
    }
    return least / 1e9;
  }

  /** Returns the approximate cost in tokens of a forward pass. */
  private static double tokens(int characters, int passages) {
    double tokens = 1 + (double) characters / CHARACTERS_PER_TOKEN;
    // Evidence takes a backward pass, then a forward pass over the window of each candidate.
    return passages == 0 ? tokens : 3 * tokens + 2 * passages * Math.min(WINDOW_TOKENS, tokens);
  }

  /** Returns the number of workers that a prediction can keep busy. */
  int workers(int characters, int passages) {
    return workers(manyThreads, characters, passages);
  }

  private static int workers(boolean manyThreads, int characters, int passages) {
    if (!manyThreads) {
      return 1;
    }
    int windows = 1 + characters / CHARACTERS_PER_TOKEN / WINDOW_TOKENS;
    return Math.min(Runtime.getRuntime().availableProcessors(), windows + passages);
  }

  /** Returns the expected seconds of one worker for a text. */
  double seconds(int characters, int passages) {
    return rate(passages).seconds(tokens(characters, passages));
  }

  /**
   * Corrects the estimate.
   *
   * @param seconds duration of a prediction, less the time in which others used its workers
   */
  void observe(int characters, int passages, double seconds) {
    rate(passages).observe(tokens(characters, passages), seconds * workers(characters, passages));
  }

  private Rate rate(int passages) {
    return passages == 0 ? plain : evidence;
  }
}
