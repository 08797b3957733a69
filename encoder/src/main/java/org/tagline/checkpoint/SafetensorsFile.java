package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.tagline.safetensors.SafetensorsHeader;

/** An open safetensors file. */
final class SafetensorsFile implements WeightFile {
  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = SafetensorsHeader.read(file, channel);
  }

  static SafetensorsFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    header.entries().forEach(entry -> names.add(entry.name()));
    return names;
  }

  Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public Map<String, Tensor> tensors() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (SafetensorsHeader.Entry entry : header.entries()) {
        long position = header.dataStart() + entry.begin();
        Tensor stored =
            TensorData.stored(file, channel, position, entry.dtype(), entry.shape(), bytes -> {});
        tensors.put(entry.name(), TensorData.checked(file, entry.name(), stored));
      }
      return tensors;
    } catch (IOException | RuntimeException e) {
      tensors.values().forEach(Tensor::close);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
