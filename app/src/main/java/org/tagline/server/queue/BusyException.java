package org.tagline.server.queue;

/** Too many texts are waiting. */
public final class BusyException extends Exception {
  private static final long serialVersionUID = 1;

  private final double seconds;

  BusyException(double seconds) {
    super("too many texts are waiting", null, false, false);
    this.seconds = seconds;
  }

  /** Returns the expected wait. */
  public double seconds() {
    return seconds;
  }
}
