package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.Dtype;
import org.tagline.safetensors.FileBytes;
import org.tagline.safetensors.SafetensorsHeader;

/**
 * Reads and writes the safetensors format: an 8-byte little-endian header length, a JSON header,
 * and the tensors' bytes.
 *
 * <p>Specification: https://github.com/huggingface/safetensors. The caller owns the tensors.
 */
public final class Safetensors {
  private static final int CHUNK = 64 << 20;

  private Safetensors() {}

  /**
   * Reads all tensors; other floating-point types are converted to float32.
   *
   * <p>Throws {@link CheckpointException} for a file that is truncated, inconsistent, or contains a
   * value that is not finite.
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      return open.tensors();
    }
  }

  /** Returns the strings of the file's {@code __metadata__}. */
  public static Map<String, String> metadata(Path file) throws IOException {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      return open.metadata();
    }
  }

  /** Writes the tensors in the map's order and forces them to the disk. The file must not exist. */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      Dtype dtype = ScalarTypes.dtype(tensor.scalar_type().intern());
      if (dtype == null) {
        throw new IllegalArgumentException(
            entry.getKey() + " has a type that safetensors cannot store: " + tensor.scalar_type());
      }
      long end = at + tensor.nbytes();
      entries.add(new SafetensorsHeader.Entry(entry.getKey(), dtype, tensor.shape(), at, end));
      at = end;
    }
    byte[] json = SafetensorsHeader.json(entries, metadata);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      FileBytes.write(channel, length.putLong(json.length).flip());
      FileBytes.write(channel, ByteBuffer.wrap(json));
      for (Tensor tensor : tensors.values()) {
        write(channel, tensor);
      }
      channel.force(true);
    }
  }

  private static void write(FileChannel channel, Tensor tensor) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      Tensor contiguous = tensor.detach().contiguous();
      long bytes = contiguous.nbytes();
      BytePointer data = new BytePointer(contiguous.data_ptr());
      for (long at = 0; at < bytes; at += CHUNK) {
        data.position(at).limit(Math.min(bytes, at + CHUNK));
        FileBytes.write(channel, data.asByteBuffer());
      }
    }
  }
}
