package org.tagline.train;

/** Thrown when training cannot continue; the message says why and what to do. */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainingFailedException(String message) {
    super(message);
  }
}
