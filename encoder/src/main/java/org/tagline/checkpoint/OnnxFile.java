package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.tagline.safetensors.CheckpointException;

/** An open ONNX file, read by {@link OnnxWeights}. */
final class OnnxFile implements WeightFile {
  private final Path file;
  private final Map<String, OnnxWeights.Initializer> initializers;

  private OnnxFile(Path file, Map<String, OnnxWeights.Initializer> initializers) {
    this.file = file;
    this.initializers = initializers;
  }

  static OnnxFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new CheckpointException(file.toString(), "is larger than the 2 GB of an ONNX file");
      }
      // Mapped rather than read: the mapping outlives the channel and needs no heap.
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new OnnxFile(file, OnnxWeights.initializers(file.toString(), bytes));
    }
  }

  @Override
  public Set<String> names() {
    return initializers.keySet();
  }

  @Override
  public Map<String, Tensor> tensors() throws IOException {
    return OnnxWeights.tensors(file.toString(), initializers);
  }

  @Override
  public void close() {
    // The mapping is freed with the last buffer that refers to it.
  }
}
