package org.tagline.safetensors;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Detects the pointer files that a clone contains instead of large files if Git LFS is not
 * installed.
 */
public final class GitPointer {

  private GitPointer() {}

  /** Throws if a file begins like a pointer; the message says how to get the real file. */
  public static void refuse(Path file, byte[] beginning) throws CheckpointException {
    if (new String(beginning, StandardCharsets.ISO_8859_1).startsWith("version ")) {
      throw new CheckpointException(
          file.toString(), "is a Git LFS pointer and not the weights; run `git lfs pull` there");
    }
  }
}
