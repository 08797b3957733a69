package org.tagline.checkpoint;

import java.nio.file.Path;
import java.util.List;
import org.tagline.safetensors.CheckpointException;

/** The supported checkpoint formats, one line each, in order of preference. */
public final class CheckpointFormats {
  private static final List<CheckpointFormat> ALL =
      List.of(
          new SingleFile("model.safetensors", SafetensorsFile::open),
          new ShardedFiles("model.safetensors.index.json", SafetensorsFile::open),
          new SingleFile("pytorch_model.bin", TorchFile::open),
          new ShardedFiles("pytorch_model.bin.index.json", TorchFile::open),
          new SingleFile("model.onnx", OnnxFile::open));

  private CheckpointFormats() {}

  public static List<CheckpointFormat> all() {
    return ALL;
  }

  /**
   * Returns the preferred format among those that a folder has.
   *
   * @throws CheckpointException if the folder has no weights
   */
  public static CheckpointFormat in(Path folder) throws CheckpointException {
    return ALL.stream()
        .filter(format -> format.isIn(folder))
        .findFirst()
        .orElseThrow(
            () ->
                new CheckpointException(
                    folder.toString(),
                    "has no weights; looked for "
                        + ALL.stream().map(CheckpointFormat::fileName).toList()));
  }
}
