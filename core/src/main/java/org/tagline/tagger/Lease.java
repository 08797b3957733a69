package org.tagline.tagger;

import java.util.function.Supplier;

/**
 * Memory that one thread may close while others use it. It is freed when it is closed and its last
 * use has ended, whichever comes later, so closing never waits and never frees memory in use.
 * Thread-safe.
 */
public final class Lease implements AutoCloseable {
  private final Runnable free;
  private int uses;
  private boolean closed;

  /**
   * Creates a lease.
   *
   * @param free frees the memory; runs once
   */
  public Lease(Runnable free) {
    this.free = free;
  }

  /**
   * Runs the function, during which the memory is not freed, and returns its result.
   *
   * @throws IllegalStateException if the memory is closed
   */
  public <R> R use(Supplier<R> function) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the tagger is closed");
      }
      uses++;
    }
    try {
      return function.get();
    } finally {
      end();
    }
  }

  private void end() {
    boolean last;
    synchronized (this) {
      uses--;
      last = closed && uses == 0;
    }
    if (last) {
      free.run();
    }
  }

  /** Refuses further uses. Frees the memory now, or when the last use ends. */
  @Override
  public void close() {
    boolean unused;
    synchronized (this) {
      unused = !closed && uses == 0;
      closed = true;
    }
    if (unused) {
      free.run();
    }
  }
}
