package org.tagline.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads and writes complete buffers. */
public final class FileBytes {

  private FileBytes() {}

  /**
   * Fills a buffer with the file's bytes, starting at a position.
   *
   * <p>Throws {@link CheckpointException} if the file ends before the buffer is full.
   */
  public static void read(Path file, FileChannel channel, ByteBuffer buffer, long from)
      throws IOException {
    long at = from;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new CheckpointException(file.toString(), "ends at byte " + at + "; fetch it again");
      }
      at += read;
    }
  }

  /** Writes all remaining bytes of a buffer. */
  public static void write(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
