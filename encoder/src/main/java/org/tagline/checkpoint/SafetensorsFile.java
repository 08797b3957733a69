package org.tagline.checkpoint;

import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.GitPointer;
import org.tagline.safetensors.SafetensorsHeader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** An open safetensors file. */
final class SafetensorsFile implements WeightFile {
  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = header(file, channel);
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

  static SafetensorsHeader header(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw new CheckpointException(
          file.toString(), "has " + size + " bytes, too few to be safetensors");
    }
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    TensorData.readFully(file, channel, length, 0);
    GitPointer.refuse(file, length.array());
    long bytes = length.flip().getLong();
    if (bytes < 2 || bytes > SafetensorsHeader.MAX_HEADER_BYTES || bytes > size - 8) {
      throw new CheckpointException(
          file.toString(),
          "claims a header of "
              + Long.toUnsignedString(bytes)
              + " bytes, which is "
              + (bytes >= 0 && bytes < 2 ? "too short" : "longer than the file or 100 MB"));
    }
    ByteBuffer json = ByteBuffer.allocate((int) bytes);
    TensorData.readFully(file, channel, json, 8);
    byte[] header = json.array();
    if (header[0] != '{') {
      throw new CheckpointException(
          file.toString(),
          "its header is not JSON: "
              + new String(header, 0, Math.min(8, header.length), StandardCharsets.ISO_8859_1)
                  .replaceAll("[^ -~]", "?"));
    }
    return SafetensorsHeader.parse(file.toString(), header, size);
  }
}
