package org.tagline.safetensors;

import java.io.IOException;

/** Thrown when a weight file is rejected; the message names the file and the reason. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String file, String reason) {
    super(file + ": " + reason);
  }

  public CheckpointException(String file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
