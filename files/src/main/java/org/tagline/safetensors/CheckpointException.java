package org.tagline.safetensors;

import java.io.IOException;

/** A weight file that is refused; the message names the file and what is wrong with it. */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String file, String wrong) {
    super(file + ": " + wrong);
  }

  public CheckpointException(String file, String wrong, Throwable cause) {
    super(file + ": " + wrong, cause);
  }
}
