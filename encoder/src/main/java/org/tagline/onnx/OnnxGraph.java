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
 * A graph of ONNX operators being put together, in the order of computation.
 *
 * <p>Values are strings, as in the format. Format:
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */
final class OnnxGraph {
  /** Numbers of TensorProto.DataType. */
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
  private final ProtoMessage ends = new ProtoMessage();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final Map<String, List<String>> quantized = new HashMap<>();
  private int count;

  /** A float, an integer or a list of integers that a node carries. */
  record Attribute(String name, Object value) {}

  static Attribute with(String name, Object value) {
    return new Attribute(name, value);
  }

  /** Adds a node with one output under a name of its own, and gives the output. */
  String node(String operator, List<String> inputs, Attribute... attributes) {
    return node(operator, "/" + operator + "_" + count, inputs, attributes);
  }

  /** Adds a node with one output, named for people. */
  String node(String operator, String name, List<String> inputs, Attribute... attributes) {
    String output = name.substring(1) + "_output";
    node(operator, name, inputs, List.of(output), attributes);
    return output;
  }

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

  /** Adds a dimension of size 1. */
  String unsqueeze(String x, int axis) {
    return node("Unsqueeze", List.of(x), with("axes", new long[] {axis}));
  }

  /** A value as unsigned 8-bit integers, their scale and their zero; made once for all its uses. */
  List<String> quantized(String x) {
    return quantized.computeIfAbsent(
        x,
        real -> {
          List<String> parts = List.of(x + "_quantized", x + "_scale", x + "_zero_point");
          node("DynamicQuantizeLinear", "/" + x + "_quantize", List.of(x), parts);
          return parts;
        });
  }

  /** A tensor of the model; it must live until the graph is written. */
  String weight(String name, Tensor tensor) {
    initializer(
        name, Type.FLOAT, tensor.shape(), tensor.nbytes(), channel -> write(tensor, channel));
    return name;
  }

  /** A matrix of the model as its transpose, made when it is written. */
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

  void initializer(String name, Type type, long[] shape, ByteBuffer data) {
    initializer(
        name,
        type,
        shape,
        data.remaining(),
        channel -> ProtoMessage.writeFully(channel, data.duplicate()));
  }

  String constant(float value) {
    ByteBuffer data = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).flip();
    return constant("float_" + value, Type.FLOAT, new long[0], data);
  }

  String constant(long value) {
    ByteBuffer data = longs(value);
    return constant("scalar_" + value, Type.INT64, new long[0], data);
  }

  String constants(long... values) {
    StringBuilder name = new StringBuilder("integers");
    for (long value : values) {
      name.append('_').append(value);
    }
    return constant(name.toString(), Type.INT64, new long[] {values.length}, longs(values));
  }

  /** An input or output whose sizes are numbers or names of sizes that vary. */
  void input(String name, Type type, Object... sizes) {
    ends.message(11, value(name, type, sizes));
  }

  void output(String name, Type type, Object... sizes) {
    ends.message(12, value(name, type, sizes));
  }

  /** Gives a value a name that users see. */
  String named(String name, String value) {
    node("Identity", "/" + name, List.of(value), List.of(name));
    return name;
  }

  /** The finished GraphProto. */
  ProtoMessage proto(String name) {
    return new ProtoMessage().embed(nodes).string(2, name).embed(initializers).embed(ends);
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
