package org.tagline.encoder.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header, the tensors' bytes.
 *
 * <p>Specification: https://github.com/huggingface/safetensors. The caller owns the tensors.
 */
public final class Safetensors {
  private static final int CHUNK = 64 << 20;

  private Safetensors() {}

  /**
   * Reads every tensor; 16-bit floating types are widened to float32.
   *
   * <p>Throws {@link CheckpointException} for a file that is cut, inconsistent or holds a value
   * that is not finite.
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsHeader header = header(file, channel);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      try {
        for (SafetensorsHeader.Entry entry : header.entries()) {
          tensors.put(entry.name(), tensor(file, channel, header.dataStart(), entry));
        }
      } catch (IOException | RuntimeException e) {
        tensors.values().forEach(Tensor::close);
        throw e;
      }
      return tensors;
    }
  }

  /** The strings a file carries about itself. */
  public static Map<String, String> metadata(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return header(file, channel).metadata();
    }
  }

  /** Writes the tensors in their order and forces them to the disk. The file must not exist. */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put("__metadata__", metadata);
    }
    long at = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      Dtype dtype = Dtype.of(tensor.scalar_type().intern());
      if (dtype == null) {
        throw new IllegalArgumentException(
            entry.getKey() + " has a type safetensors does not store: " + tensor.scalar_type());
      }
      long end = at + tensor.nbytes();
      header.put(
          entry.getKey(),
          Map.of(
              "dtype",
              dtype.name(),
              "shape",
              tensor.shape(),
              "data_offsets",
              new long[] {at, end}));
      at = end;
    }
    byte[] json = aligned(new ObjectMapper().writeValueAsBytes(header));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      writeFully(channel, length.putLong(json.length).flip());
      writeFully(channel, ByteBuffer.wrap(json));
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
        writeFully(channel, data.asByteBuffer());
      }
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Pads the header with spaces so that the data begins at a multiple of 8 bytes. */
  private static byte[] aligned(byte[] json) {
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static SafetensorsHeader header(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < 8) {
      throw new CheckpointException(
          file.toString(), "has " + size + " bytes, too few to be safetensors");
    }
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    readFully(file, channel, length, 0);
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
    readFully(file, channel, json, 8);
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

  private static Tensor tensor(
      Path file, FileChannel channel, long dataStart, SafetensorsHeader.Entry entry)
      throws IOException {
    Tensor stored = torch.zeros(entry.shape(), new TensorOptions(entry.dtype().scalarType()));
    BytePointer data = new BytePointer(stored.data_ptr());
    long bytes = entry.end() - entry.begin();
    for (long at = 0; at < bytes; at += CHUNK) {
      data.position(at).limit(Math.min(bytes, at + CHUNK));
      readFully(file, channel, data.asByteBuffer(), dataStart + entry.begin() + at);
    }
    if (!entry.dtype().floating()) {
      return stored;
    }
    try (PointerScope scope = new PointerScope()) {
      if (bytes > 0 && !stored.isfinite().all().item_bool()) {
        throw new CheckpointException(file.toString(), entry.name() + " holds NaN or infinity");
      }
    }
    if (entry.dtype() == Dtype.F32) {
      return stored;
    }
    Tensor widened = stored.to(ScalarType.Float);
    stored.close();
    return widened;
  }

  private static void readFully(Path file, FileChannel channel, ByteBuffer buffer, long from)
      throws IOException {
    long at = from;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new CheckpointException(file.toString(), "ends at byte " + at);
      }
      at += read;
    }
  }
}
