package org.tagline.safetensors;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a clone has in place of a large file where Git LFS is not installed. */
public final class GitPointer {

  private GitPointer() {}

  /** Refuses a file that begins as a pointer does, saying how to get the real one. */
  public static void refuse(Path file, byte[] beginning) throws CheckpointException {
    if (new String(beginning, StandardCharsets.ISO_8859_1).startsWith("version ")) {
      throw new CheckpointException(
          file.toString(), "is a Git LFS pointer and not the weights; run `git lfs pull` there");
    }
  }
}
