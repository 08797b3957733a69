package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * All weights in one file.
 *
 * @param fileName name of the file
 * @param opener opens the file
 */
record SingleFile(String fileName, WeightFile.Opener opener) implements CheckpointFormat {

  @Override
  public List<Path> files(Path folder) {
    return List.of(folder.resolve(fileName));
  }

  @Override
  public Map<String, Tensor> read(Path folder) throws IOException {
    try (WeightFile file = opener.open(folder.resolve(fileName))) {
      return file.tensors();
    }
  }
}
