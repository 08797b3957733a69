package org.tagline.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.tagline.safetensors.CheckpointException;

/**
 * An open weight file whose table of contents was validated. No memory is allocated for its tensors
 * yet.
 */
interface WeightFile extends Closeable {

  /** Opens one kind of weight file. */
  @FunctionalInterface
  interface Opener {
    /** Throws {@link CheckpointException} for a file with an invalid table of contents. */
    WeightFile open(Path file) throws IOException;
  }

  /** Returns the names of the tensors. */
  Set<String> names();

  /** Reads all tensors, which the caller owns. */
  Map<String, Tensor> tensors() throws IOException;
}
