package org.tagline.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Builder of a graph of ONNX operators, which are added in the order of computation. Not
 * thread-safe.
 *
 * <p>As in the format, values are identified by their names
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
final class OnnxGraph {
  /** Element types, with their numbers in TensorProto.DataType. */
  enum Type {
    FLOAT(1),
    INT8(3),
    INT64(7);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  private static final int CHUNK = 64 << 20;

  private final ProtoMessage nodes = new ProtoMessage();
  private final ProtoMessage initializers = new ProtoMessage();
  private final ProtoMessage inputsAndOutputs = new ProtoMessage();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final Map<String, List<String>> quantized = new HashMap<>();
  private int count;

  /** A node's attribute: a {@code Float}, an {@code Integer} or a {@code long[]}. */
  record Attribute(String name, Object value) {}

  /** Returns an attribute. */
  static Attribute with(String name, Object value) {
    return new Attribute(name, value);
  }

  /** Adds a node with one output under a generated name and returns the output's name. */
  String node(String operator, List<String> inputs, Attribute... attributes) {
    return node(operator, "/" + operator + "_" + count, inputs, attributes);
  }

  /** Adds a node with one output under a given name and returns the output's name. */
  String node(String operator, String name, List<String> inputs, Attribute... attributes) {
    String output = name.substring(1) + "_output";
    node(operator, name, inputs, List.of(output), attributes);
    return output;
  }

  /** Adds a node. */
  void node(
      String operator,
      String name,
      List<String> inputs,
      List<String> outputs,
      Attribute... attributes) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.string(1, input));
    outputs.forEach(output -> node.string(2, output));
    node.string(3, name).string(4, operator);
    for (Attribute attribute : attributes) {
      node.message(5, proto(attribute));
    }
    nodes.message(1, node);
    count++;
  }

  /** Inserts a dimension of size 1 at an axis. */
  String unsqueeze(String x, int axis) {
    return node("Unsqueeze", List.of(x), with("axes", new long[] {axis}));
  }

  /**
   * Quantizes a value to unsigned 8-bit integers, once for all its uses, and returns the names of
   * the integers, their scale and their zero point.
   */
  List<String> quantized(String x) {
    return quantized.computeIfAbsent(
        x,
        value -> {
          List<String> parts = List.of(x + "_quantized", x + "_scale", x + "_zero_point");
          node("DynamicQuantizeLinear", "/" + x + "_quantize", List.of(x), parts);
          return parts;
        });
  }

  /** Adds a weight of the model, which must stay open until the graph is written. */
  String weight(String name, Tensor tensor) {
    initializer(
        name, Type.FLOAT, tensor.shape(), tensor.nbytes(), channel -> write(tensor, channel));
    return name;
  }

  /** Adds the transpose of a matrix of the model, computed when the graph is written. */
  String transposed(String name, Tensor matrix) {
    long[] shape = {matrix.size(1), matrix.size(0)};
    initializer(
        name,
        Type.FLOAT,
        shape,
        matrix.nbytes(),
        channel -> {
          try (PointerScope scope = new PointerScope()) {
            write(matrix.detach().t(), channel);
          }
        });
    return name;
  }

  /** Adds a constant tensor from bytes in little-endian order. */
  void initializer(String name, Type type, long[] shape, ByteBuffer data) {
    initializer(
        name,
        type,
        shape,
        data.remaining(),
        channel -> ProtoMessage.writeFully(channel, data.duplicate()));
  }

  /** Returns the name of a float constant. */
  String constant(float value) {
    ByteBuffer data = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).flip();
    return constant("float_" + value, Type.FLOAT, new long[0], data);
  }

  /** Returns the name of an integer constant. */
  String constant(long value) {
    ByteBuffer data = longs(value);
    return constant("scalar_" + value, Type.INT64, new long[0], data);
  }

  /** Returns the name of a one-dimensional integer constant. */
  String constants(long... values) {
    StringBuilder name = new StringBuilder("integers");
    for (long value : values) {
      name.append('_').append(value);
    }
    return constant(name.toString(), Type.INT64, new long[] {values.length}, longs(values));
  }

  /** Declares an input; a size is a number, or the name of a size that varies. */
  void input(String name, Type type, Object... sizes) {
    inputsAndOutputs.message(11, value(name, type, sizes));
  }

  /** Declares an output; a size is a number, or the name of a size that varies. */
  void output(String name, Type type, Object... sizes) {
    inputsAndOutputs.message(12, value(name, type, sizes));
  }

  /** Copies a value to an output under a name that users see, and returns the name. */
  String named(String name, String value) {
    node("Identity", "/" + name, List.of(value), List.of(name));
    return name;
  }

  /** Returns the graph as a GraphProto message. */
  ProtoMessage proto(String name) {
    return new ProtoMessage()
        .embed(nodes)
        .string(2, name)
        .embed(initializers)
        .embed(inputsAndOutputs);
  }

  private String constant(String name, Type type, long[] shape, ByteBuffer data) {
    return constants.computeIfAbsent(
        name,
        fresh -> {
          initializer(fresh, type, shape, data);
          return fresh;
        });
  }

  private void initializer(
      String name, Type type, long[] shape, long bytes, ProtoMessage.Source data) {
    ProtoMessage tensor = new ProtoMessage();
    for (long size : shape) {
      tensor.varint(1, size);
    }
    tensor.varint(2, type.number).string(8, name).bytes(9, bytes, data);
    initializers.message(5, tensor);
  }

  private static ProtoMessage proto(Attribute attribute) {
    ProtoMessage proto = new ProtoMessage().string(1, attribute.name());
    if (attribute.value() instanceof Float number) {
      return proto.fixed(2, number).varint(20, 1);
    }
    if (attribute.value() instanceof Integer number) {
      return proto.varint(3, number).varint(20, 2);
    }
    for (long number : (long[]) attribute.value()) {
      proto.varint(8, number);
    }
    return proto.varint(20, 7);
  }

  private static ProtoMessage value(String name, Type type, Object... sizes) {
    ProtoMessage shape = new ProtoMessage();
    for (Object size : sizes) {
      ProtoMessage dimension = new ProtoMessage();
      if (size instanceof String named) {
        dimension.string(2, named);
      } else {
        dimension.varint(1, ((Number) size).longValue());
      }
      shape.message(1, dimension);
    }
    ProtoMessage tensor = new ProtoMessage().varint(1, type.number).message(2, shape);
    return new ProtoMessage().string(1, name).message(2, new ProtoMessage().message(1, tensor));
  }

  private static ByteBuffer longs(long... values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      buffer.putLong(value);
    }
    return buffer.flip();
  }

  private static void write(Tensor tensor, WritableByteChannel channel) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      Tensor contiguous = tensor.detach().contiguous();
      long bytes = contiguous.nbytes();
      BytePointer data = new BytePointer(contiguous.data_ptr());
      for (long at = 0; at < bytes; at += CHUNK) {
        data.position(at).limit(Math.min(bytes, at + CHUNK));
        ProtoMessage.writeFully(channel, data.asByteBuffer());
      }
    }
  }
}
