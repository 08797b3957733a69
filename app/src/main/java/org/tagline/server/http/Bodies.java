package org.tagline.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies may take in all, while they are received. Thread-safe. */
final class Bodies {
  private static final long MOST = 64L << 20;

  private final AtomicLong held = new AtomicLong();

  /** Takes memory for some bytes, and returns whether there was enough. */
  boolean take(int bytes) {
    if (held.addAndGet(bytes) <= MOST) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void free(int bytes) {
    held.addAndGet(-bytes);
  }
}
