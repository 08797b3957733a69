package org.tagline.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/** A contiguous tensor's bytes, handed out in parts so that large ones need no large array. */
final class TensorBytes {
  private static final int PART = 1 << 20;

  private TensorBytes() {}

  static void copy(Tensor tensor, OutputStream out) throws IOException {
    long bytes = tensor.nbytes();
    ByteBuffer data = new BytePointer(tensor.data_ptr()).limit(bytes).asByteBuffer();
    byte[] part = new byte[(int) Math.min(PART, bytes)];
    while (data.hasRemaining()) {
      int length = Math.min(part.length, data.remaining());
      data.get(part, 0, length);
      out.write(part, 0, length);
    }
  }
}
