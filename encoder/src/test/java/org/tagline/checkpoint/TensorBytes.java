package org.tagline.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** Copies a contiguous tensor's bytes in chunks, so that large tensors need no large array. */
final class TensorBytes {
  private static final int CHUNK = 1 << 20;

  private TensorBytes() {}

  static void copy(Tensor tensor, OutputStream out) throws IOException {
    long bytes = tensor.nbytes();
    ByteBuffer data = new BytePointer(tensor.data_ptr()).limit(bytes).asByteBuffer();
    byte[] chunk = new byte[(int) Math.min(CHUNK, bytes)];
    while (data.hasRemaining()) {
      int length = Math.min(chunk.length, data.remaining());
      data.get(chunk, 0, length);
      out.write(chunk, 0, length);
    }
  }
}
