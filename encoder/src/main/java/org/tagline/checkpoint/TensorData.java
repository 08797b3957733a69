package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.Dtype;
import org.tagline.safetensors.FileBytes;

/** Reads tensors from a file into native memory. */
final class TensorData {
  private static final int CHUNK = 64 << 20;

  private TensorData() {}

  /**
   * Reads little-endian elements without conversion. The caller has checked that the file contains
   * them.
   *
   * @param seen receives the bytes in chunks
   */
  static Tensor stored(
      Path file,
      FileChannel channel,
      long position,
      Dtype dtype,
      long[] shape,
      Consumer<ByteBuffer> seen)
      throws IOException {
    Tensor tensor = allocate(file, dtype, shape);
    try {
      BytePointer data = new BytePointer(tensor.data_ptr());
      long bytes = tensor.nbytes();
      for (long at = 0; at < bytes; at += CHUNK) {
        ByteBuffer chunk = data.position(at).limit(Math.min(bytes, at + CHUNK)).asByteBuffer();
        FileBytes.read(file, channel, chunk.duplicate(), position + at);
        seen.accept(chunk);
      }
      return tensor;
    } catch (IOException | RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  /**
   * Converts floating-point types to float32 and rejects NaN and infinity. Takes ownership of the
   * tensor.
   */
  static Tensor checked(Path file, String name, Tensor stored) throws CheckpointException {
    if (!stored.is_floating_point()) {
      return stored;
    }
    Tensor floats = stored;
    if (stored.scalar_type().intern() != ScalarType.Float) {
      floats = stored.to(ScalarType.Float);
      stored.close();
    }
    boolean finite;
    try (PointerScope scope = new PointerScope()) {
      finite = floats.numel() == 0 || floats.isfinite().all().item_bool();
    }
    if (!finite) {
      floats.close();
      throw new CheckpointException(file.toString(), name + " holds NaN or infinity");
    }
    return floats;
  }

  private static Tensor allocate(Path file, Dtype dtype, long[] shape) throws CheckpointException {
    try {
      return torch.zeros(shape, new TensorOptions(ScalarTypes.of(dtype)));
    } catch (RuntimeException e) {
      throw new CheckpointException(
          file.toString(), "needs more memory than this machine can give", e);
    }
  }
}
