package org.tagline.hub;

import java.io.IOException;

/** A download that did not succeed; the message is a sentence that says what to do. */
public final class HubException extends IOException {
  private static final long serialVersionUID = 1L;

  public HubException(String message) {
    super(message);
  }

  public HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
