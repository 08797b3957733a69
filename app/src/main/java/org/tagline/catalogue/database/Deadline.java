package org.tagline.catalogue.database;

import java.time.Duration;

/** Waits in short pauses until a time is over. */
final class Deadline {
  private static final long PAUSE_MILLIS = 50;

  private final long end;

  Deadline(Duration patience) {
    end = System.nanoTime() + patience.toNanos();
  }

  /** Pauses and returns true, or returns false at once if the time is over. */
  boolean pause() {
    if (System.nanoTime() - end >= 0) {
      return false;
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
