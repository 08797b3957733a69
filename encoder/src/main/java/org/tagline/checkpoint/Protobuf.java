package org.tagline.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.tagline.safetensors.CheckpointException;

/**
 * Reads protocol buffer messages, limited to the parts of the wire format that ONNX files use
 * (https://protobuf.dev/programming-guides/encoding/). Slices share the buffer; nothing is copied.
 */
final class Protobuf {
  static final int VARINT = 0;
  static final int BYTES = 2;

  /** Longest name in bytes; exporters write the path of a module. */
  private static final int MAX_NAME = 4096;

  private final String file;
  private final ByteBuffer buffer;
  private int tag;

  Protobuf(String file, ByteBuffer buffer) {
    this.file = file;
    this.buffer = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Moves to the next field; returns false at the end of the message. */
  boolean next() throws CheckpointException {
    if (!buffer.hasRemaining()) {
      return false;
    }
    tag = (int) varint();
    return true;
  }

  boolean hasRemaining() {
    return buffer.hasRemaining();
  }

  int field() {
    return tag >>> 3;
  }

  int wireType() {
    return tag & 7;
  }

  long varint() throws CheckpointException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!buffer.hasRemaining()) {
        throw truncated();
      }
      byte b = buffer.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new CheckpointException(file, "is not a valid ONNX file (a number has no end)");
  }

  /** Returns the bytes of a length-delimited field. */
  ByteBuffer bytes() throws CheckpointException {
    long length = varint();
    if (length < 0 || length > buffer.remaining()) {
      throw truncated();
    }
    ByteBuffer slice = buffer.slice().limit((int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
    buffer.position(buffer.position() + (int) length);
    return slice;
  }

  Protobuf message() throws CheckpointException {
    return new Protobuf(file, bytes());
  }

  /** Returns the text of a name. */
  String string() throws CheckpointException {
    ByteBuffer text = bytes();
    if (text.remaining() > MAX_NAME) {
      throw new CheckpointException(file, "has a name of " + text.remaining() + " bytes");
    }
    return StandardCharsets.UTF_8.decode(text).toString();
  }

  void skip() throws CheckpointException {
    switch (wireType()) {
      case VARINT -> varint();
      case 1 -> advance(8);
      case BYTES -> bytes();
      case 5 -> advance(4);
      default ->
          throw new CheckpointException(
              file, "is not a valid ONNX file (wire type " + wireType() + ")");
    }
  }

  private void advance(int count) throws CheckpointException {
    if (buffer.remaining() < count) {
      throw truncated();
    }
    buffer.position(buffer.position() + count);
  }

  private CheckpointException truncated() {
    return new CheckpointException(file, "is truncated or is not an ONNX file");
  }
}
