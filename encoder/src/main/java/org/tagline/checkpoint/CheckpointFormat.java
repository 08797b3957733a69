package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.tagline.safetensors.CheckpointException;

/**
 * One way in which weights lie in a folder of the hub's layout; registered in {@link
 * CheckpointFormats}. Stateless.
 */
public interface CheckpointFormat {

  /** The file by which it is recognised. */
  String fileName();

  /** Whether a folder has weights in this format. */
  default boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(fileName()));
  }

  /** The files of a folder that hold weights; an index is none of them. */
  List<Path> files(Path folder) throws IOException;

  /**
   * Reads every tensor; the caller owns them. Floating types other than float32 become float32.
   *
   * <p>Throws {@link CheckpointException} for files that are wrong or cut, before memory is taken
   * for them, and for values that are not finite. Nothing in a file is ever run.
   */
  Map<String, Tensor> read(Path folder) throws IOException;
}
