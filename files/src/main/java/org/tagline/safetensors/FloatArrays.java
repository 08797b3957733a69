package org.tagline.safetensors;

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
 * Reads and writes safetensors files of float32 or float16 as plain arrays, for models that do not
 * need the native engine.
 */
public final class FloatArrays {

  private FloatArrays() {}

  /**
   * A tensor on the heap.
   *
   * @param shape sizes of the dimensions
   * @param values the elements in row-major order
   * @param half whether the file stores float16; values are rounded to it when written
   */
  public record FloatArray(long[] shape, float[] values, boolean half) {

    /** Creates a tensor that is stored as float32. */
    public FloatArray(long[] shape, float[] values) {
      this(shape, values, false);
    }

    private Dtype dtype() {
      return half ? Dtype.F16 : Dtype.F32;
    }
  }

  /**
   * Reads every tensor.
   *
   * <p>Throws {@link CheckpointException} for a file that is truncated or inconsistent, or that
   * contains another type or a value that is not finite.
   */
  public static Map<String, FloatArray> read(Path file) throws IOException {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafetensorsHeader header = SafetensorsHeader.read(file, channel);
      for (SafetensorsHeader.Entry entry : header.entries()) {
        long bytes = entry.end() - entry.begin();
        boolean half = entry.dtype() == Dtype.F16;
        if ((entry.dtype() != Dtype.F32 && !half) || bytes > Integer.MAX_VALUE - 8) {
          throw new CheckpointException(
              file.toString(),
              entry.name() + " is not a float32 or float16 tensor that fits into an array");
        }
        ByteBuffer data = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        FileBytes.read(file, channel, data, header.dataStart() + entry.begin());
        float[] values = values(data.flip().order(ByteOrder.LITTLE_ENDIAN), half);
        for (float value : values) {
          if (!Float.isFinite(value)) {
            throw new CheckpointException(file.toString(), entry.name() + " holds NaN or infinity");
          }
        }
        arrays.put(entry.name(), new FloatArray(entry.shape(), values, half));
      }
    }
    return arrays;
  }

  /** Writes the arrays in the map's order and forces them to the disk. The file must not exist. */
  public static void write(Path file, Map<String, FloatArray> arrays) throws IOException {
    List<SafetensorsHeader.Entry> entries = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, FloatArray> array : arrays.entrySet()) {
      long end = at + (long) array.getValue().dtype().bytes() * array.getValue().values().length;
      long[] shape = array.getValue().shape();
      entries.add(
          new SafetensorsHeader.Entry(array.getKey(), array.getValue().dtype(), shape, at, end));
      at = end;
    }
    byte[] json = SafetensorsHeader.json(entries, Map.of());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      FileBytes.write(channel, length.putLong(json.length).flip());
      FileBytes.write(channel, ByteBuffer.wrap(json));
      for (FloatArray array : arrays.values()) {
        FileBytes.write(channel, bytes(array));
      }
      channel.force(true);
    }
  }

  private static float[] values(ByteBuffer data, boolean half) {
    float[] values = new float[data.remaining() / (half ? Short.BYTES : Float.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = half ? HalfFloats.toFloat(data.getShort()) : data.getFloat();
    }
    return values;
  }

  private static ByteBuffer bytes(FloatArray array) {
    int size = array.half() ? Short.BYTES : Float.BYTES;
    ByteBuffer data =
        ByteBuffer.allocate(size * array.values().length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : array.values()) {
      if (array.half()) {
        data.putShort(HalfFloats.toHalf(value));
      } else {
        data.putFloat(value);
      }
    }
    return data.flip();
  }
}
