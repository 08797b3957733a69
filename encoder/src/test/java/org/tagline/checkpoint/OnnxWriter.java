package org.tagline.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Writes weights as float32 initializers of an ONNX file without nodes. */
public final class OnnxWriter {

  private OnnxWriter() {}

  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      ByteArrayOutputStream initializer = new ByteArrayOutputStream();
      for (long size : entry.getValue().shape()) {
        varint(initializer, 1 << 3);
        varint(initializer, size);
      }
      varint(initializer, 2 << 3);
      varint(initializer, 1);
      bytes(initializer, 8, entry.getKey().getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      TensorBytes.copy(entry.getValue(), data);
      bytes(initializer, 9, data.toByteArray());
      bytes(graph, 5, initializer.toByteArray());
    }
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    bytes(model, 7, graph.toByteArray());
    Files.write(file, model.toByteArray());
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    varint(out, field << 3 | 2);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 0x7F) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
