package org.tagline.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Builder of a protocol-buffer message, with the part of the wire format that ONNX files need
 * (https://protobuf.dev/programming-guides/encoding/). Large fields are computed when the message
 * is written. Not thread-safe.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final List<Chunk> chunks = new ArrayList<>();
  private long size;

  /** Source of bytes of known length, computed when they are written. */
  interface Source {
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  private record Chunk(long bytes, Source source) {}

  ProtoMessage varint(int field, long value) {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    appendVarint(buffer, tag(field, VARINT));
    appendVarint(buffer, value);
    return append(buffer.flip());
  }

  ProtoMessage fixed(int field, float value) {
    ByteBuffer buffer = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
    appendVarint(buffer, tag(field, FIXED32));
    return append(buffer.putFloat(value).flip());
  }

  ProtoMessage string(int field, String value) {
    return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  ProtoMessage bytes(int field, ByteBuffer value) {
    header(field, value.remaining());
    return append(value);
  }

  ProtoMessage bytes(int field, long length, Source source) {
    header(field, length);
    return append(length, source);
  }

  ProtoMessage message(int field, ProtoMessage value) {
    header(field, value.size);
    return append(value.size, value::writeTo);
  }

  /** Appends the fields of another message. */
  ProtoMessage embed(ProtoMessage other) {
    return append(other.size, other::writeTo);
  }

  long size() {
    return size;
  }

  void writeTo(WritableByteChannel channel) throws IOException {
    for (Chunk chunk : chunks) {
      chunk.source().writeTo(channel);
    }
  }

  static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void header(int field, long length) {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    appendVarint(buffer, tag(field, BYTES));
    appendVarint(buffer, length);
    append(buffer.flip());
  }

  private ProtoMessage append(ByteBuffer buffer) {
    return append(buffer.remaining(), channel -> writeFully(channel, buffer.duplicate()));
  }

  private ProtoMessage append(long bytes, Source source) {
    chunks.add(new Chunk(bytes, source));
    size += bytes;
    return this;
  }

  private static long tag(int field, int wireType) {
    return (long) field << 3 | wireType;
  }

  private static void appendVarint(ByteBuffer buffer, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }
}
