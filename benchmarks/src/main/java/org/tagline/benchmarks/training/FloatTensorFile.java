package org.tagline.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tagline.files.JsonFiles;

/**
 * A safetensors file of float32 tensors, read without a tensor library. It holds the weights that
 * every contender starts from.
 *
 * <p>Two versions of libtorch cannot share a process. Contenders other than Tagline therefore
 * cannot use its reader.
 */
public final class FloatTensorFile {
  private static final ObjectMapper JSON = JsonFiles.COMPACT;

  private final Path file;
  private final JsonNode header;
  private final long dataStart;

  private FloatTensorFile(Path file, JsonNode header, long dataStart) {
    this.file = file;
    this.header = header;
    this.dataStart = dataStart;
  }

  /** Opens a file in which all tensors are float32. */
  public static FloatTensorFile open(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file)) {
      long length = read(in, 0, Long.BYTES).getLong();
      byte[] json = new byte[Math.toIntExact(length)];
      read(in, Long.BYTES, json.length).get(json);
      JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      return new FloatTensorFile(file, header, Long.BYTES + length);
    }
  }

  /**
   * Reads the values of a tensor in row-major order.
   *
   * @throws IllegalArgumentException if there is no such tensor
   */
  public float[] values(String name) {
    if (!(header.get(name) instanceof ObjectNode tensor)) {
      throw new IllegalArgumentException("no tensor " + name + " in " + file);
    }
    long start = tensor.get("data_offsets").get(0).asLong();
    long end = tensor.get("data_offsets").get(1).asLong();
    try (FileChannel in = FileChannel.open(file)) {
      float[] floats = new float[Math.toIntExact((end - start) / Float.BYTES)];
      read(in, dataStart + start, Math.toIntExact(end - start)).asFloatBuffer().get(floats);
      return floats;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from " + file, e);
    }
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer read(FileChannel in, long position, int bytes) throws IOException {
    ByteBuffer buffer = littleEndian(bytes);
    while (buffer.hasRemaining()) {
      if (in.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the weight file ends early");
      }
    }
    return buffer.flip();
  }
}
