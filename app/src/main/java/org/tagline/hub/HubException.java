package org.tagline.hub;

import java.io.IOException;

/** Thrown when a download fails; the message says what to do. */
public final class HubException extends IOException {
  private static final long serialVersionUID = 1L;

  public HubException(String message) {
    super(message);
  }

  public HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
