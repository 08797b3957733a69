package org.tagline.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol-buffer message being put together, as much of the wire format as ONNX files need
 * (https://protobuf.dev/programming-guides/encoding/). Large fields are produced only when written.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final List<Part> parts = new ArrayList<>();
  private long size;

  /** Bytes of known length that are made when they are written. */
  interface Source {
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  private record Part(long bytes, Source source) {}

  ProtoMessage varint(int field, long value) {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    number(buffer, tag(field, VARINT));
    number(buffer, value);
    return append(buffer.flip());
  }

  ProtoMessage fixed(int field, float value) {
    ByteBuffer buffer = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
    number(buffer, tag(field, FIXED32));
    return append(buffer.putFloat(value).flip());
  }

  ProtoMessage string(int field, String value) {
    return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  ProtoMessage bytes(int field, ByteBuffer value) {
    length(field, value.remaining());
    return append(value);
  }

  ProtoMessage bytes(int field, long length, Source source) {
    length(field, length);
    return append(length, source);
  }

  ProtoMessage message(int field, ProtoMessage value) {
    length(field, value.size);
    return append(value.size, value::writeTo);
  }

  /** Appends another message's fields to this one's. */
  ProtoMessage embed(ProtoMessage other) {
    return append(other.size, other::writeTo);
  }

  long size() {
    return size;
  }

  void writeTo(WritableByteChannel channel) throws IOException {
    for (Part part : parts) {
      part.source().writeTo(channel);
    }
  }

  static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void length(int field, long length) {
    ByteBuffer buffer = ByteBuffer.allocate(20);
    number(buffer, tag(field, BYTES));
    number(buffer, length);
    append(buffer.flip());
  }

  private ProtoMessage append(ByteBuffer buffer) {
    return append(buffer.remaining(), channel -> writeFully(channel, buffer.duplicate()));
  }

  private ProtoMessage append(long bytes, Source source) {
    parts.add(new Part(bytes, source));
    size += bytes;
    return this;
  }

  private static long tag(int field, int wireType) {
    return (long) field << 3 | wireType;
  }

  private static void number(ByteBuffer buffer, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      buffer.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    buffer.put((byte) rest);
  }
}
