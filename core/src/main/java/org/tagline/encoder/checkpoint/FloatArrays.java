package org.tagline.encoder.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Safetensors files of float32 as plain arrays: for models that have no need of the native engine.
 */
public final class FloatArrays {

  private FloatArrays() {}

  /**
   * A tensor in the heap.
   *
   * @param shape of the values, row by row
   */
  public record FloatArray(long[] shape, float[] values) {}

  /**
   * Reads every tensor.
   *
   * <p>Throws {@link CheckpointException} for a file that is cut, inconsistent, holds another type
   * than float32, or a value that is not finite.
   */
  public static Map<String, FloatArray> read(Path file) throws IOException {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsHeader header = SafetensorsFile.header(file, channel);
      for (SafetensorsHeader.Entry entry : header.entries()) {
        long bytes = entry.end() - entry.begin();
        if (entry.dtype() != Dtype.F32 || bytes > Integer.MAX_VALUE - 8) {
          throw new CheckpointException(
              file.toString(), entry.name() + " is no float32 that fits into an array");
        }
        ByteBuffer data = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        TensorData.readFully(file, channel, data, header.dataStart() + entry.begin());
        float[] values = new float[(int) (bytes / Float.BYTES)];
        data.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        for (float value : values) {
          if (!Float.isFinite(value)) {
            throw new CheckpointException(file.toString(), entry.name() + " holds NaN or infinity");
          }
        }
        arrays.put(entry.name(), new FloatArray(entry.shape(), values));
      }
    }
    return arrays;
  }

  /** Writes the arrays in their order and forces them to the disk. The file must not exist. */
  public static void write(Path file, Map<String, FloatArray> arrays) throws IOException {
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, FloatArray> array : arrays.entrySet()) {
      long end = at + (long) Float.BYTES * array.getValue().values().length;
      long[] shape = array.getValue().shape();
      entries.add(new SafetensorsHeader.Entry(array.getKey(), Dtype.F32, shape, at, end));
      at = end;
    }
    byte[] json = SafetensorsHeader.json(entries, Map.of());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      Safetensors.writeFully(channel, length.putLong(json.length).flip());
      Safetensors.writeFully(channel, ByteBuffer.wrap(json));
      for (FloatArray array : arrays.values()) {
        ByteBuffer data =
            ByteBuffer.allocate(Float.BYTES * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(array.values());
        Safetensors.writeFully(channel, data);
      }
      channel.force(true);
    }
  }
}
