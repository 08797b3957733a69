package org.tagline.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.tagline.safetensors.CheckpointException;

/**
 * A weight file that is open: its table of contents has been checked, no memory was taken for its
 * tensors.
 */
interface WeightFile extends Closeable {

  /** How a kind of weight file is opened. */
  @FunctionalInterface
  interface Opener {
    /** Throws {@link CheckpointException} for a file whose table of contents is wrong. */
    WeightFile open(Path file) throws IOException;
  }

  Set<String> names();

  /** Reads all tensors; the caller owns them. */
  Map<String, Tensor> tensors() throws IOException;
}
