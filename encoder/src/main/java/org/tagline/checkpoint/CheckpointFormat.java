package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.safetensors.CheckpointException;

/**
 * A format of the weights in a folder with the hub's layout, registered in {@link
 * CheckpointFormats}. Stateless.
 */
public interface CheckpointFormat {

  /** Returns the name of the file that identifies the format. */
  String fileName();

  /** Returns whether a folder has weights in this format. */
  default boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(fileName()));
  }

  /** Returns the files of a folder that contain weights, without an index. */
  List<Path> files(Path folder) throws IOException;

  /**
   * Reads all tensors, which the caller owns. Other floating-point types are converted to float32.
   *
   * <p>Throws {@link CheckpointException} for invalid or truncated files, before memory is
   * allocated for their tensors, and for values that are not finite. No code from a file is ever
   * run.
   */
  Map<String, Tensor> read(Path folder) throws IOException;
}
