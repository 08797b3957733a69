package org.tagline.safetensors;

import java.io.IOException;

/**
 * Thrown when a weight file is rejected; the message names the file and the reason. Names from the
 * file are part of the reason, so it is cut at 500 characters and control characters are replaced.
 */
public final class CheckpointException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 500;

  public CheckpointException(String file, String reason) {
    super(file + ": " + printable(reason));
  }

  public CheckpointException(String file, String reason, Throwable cause) {
    super(file + ": " + printable(reason), cause);
  }

  private static String printable(String reason) {
    String cut = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
