package org.tagline.encoder.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The weights inside an ONNX export of a transformer, under the names of its PyTorch modules.
 *
 * <p>An exporter keeps most parameters' names but folds the transposed weight of a linear layer
 * into an anonymous initializer {@code [in, out]}; the {@code MatMul} node that uses it still
 * carries the module's path, {@code /encoder/layer.0/attention/self/query/MatMul}. The caller owns
 * the tensors. Format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */
public final class OnnxWeights {
  private static final int FLOAT = 1;

  private OnnxWeights() {}

  /** Reads the float32 initializers of the model in {@code onnx}, found at {@code file}. */
  public static Map<String, Tensor> read(String file, ByteBuffer onnx) throws IOException {
    Map<String, Tensor> initializers = new LinkedHashMap<>();
    Map<String, String> modules = new HashMap<>();
    Protobuf model = new Protobuf(file, onnx);
    while (model.next()) {
      if (model.field() == 7 && model.wireType() == Protobuf.BYTES) {
        graph(file, model.message(), initializers, modules);
      } else {
        model.skip();
      }
    }
    if (initializers.isEmpty()) {
      throw new CheckpointException(file, "holds no weights; is it an ONNX model?");
    }
    Map<String, Tensor> weights = new LinkedHashMap<>();
    initializers.forEach(
        (name, tensor) -> {
          String module = modules.get(name);
          if (module == null) {
            weights.put(name, tensor);
          } else {
            weights.put(module + ".weight", transposed(tensor));
          }
        });
    return weights;
  }

  private static void graph(
      String file, Protobuf graph, Map<String, Tensor> initializers, Map<String, String> modules)
      throws IOException {
    while (graph.next()) {
      if (graph.field() == 1 && graph.wireType() == Protobuf.BYTES) {
        node(graph.message(), modules);
      } else if (graph.field() == 5 && graph.wireType() == Protobuf.BYTES) {
        initializer(file, graph.message(), initializers);
      } else {
        graph.skip();
      }
    }
  }

  /** Remembers which module a MatMul's anonymous weight belongs to. */
  private static void node(Protobuf node, Map<String, String> modules) throws IOException {
    String weight = null;
    String name = "";
    String operator = "";
    while (node.next()) {
      switch (node.field()) {
        case 1 -> weight = node.string();
        case 3 -> name = node.string();
        case 4 -> operator = node.string();
        default -> node.skip();
      }
    }
    if (operator.equals("MatMul") && weight != null && weight.startsWith("onnx::MatMul")) {
      modules.put(
          weight, name.replaceFirst("^/", "").replaceFirst("/MatMul$", "").replace('/', '.'));
    }
  }

  private static void initializer(String file, Protobuf proto, Map<String, Tensor> initializers)
      throws IOException {
    long[] shape = new long[0];
    int type = 0;
    String name = "";
    @Nullable ByteBuffer data = null;
    while (proto.next()) {
      switch (proto.field()) {
        case 1 -> shape = append(shape, proto);
        case 2 -> type = (int) proto.varint();
        case 4, 9 -> data = proto.wireType() == Protobuf.BYTES ? proto.bytes() : skipped(proto);
        case 8 -> name = proto.string();
        default -> proto.skip();
      }
    }
    if (type != FLOAT) {
      return;
    }
    long bytes = 4;
    for (long size : shape) {
      if (size < 0 || bytes > Integer.MAX_VALUE / Math.max(1, size)) {
        throw new CheckpointException(file, name + " has an impossible shape");
      }
      bytes *= size;
    }
    if (data == null || data.remaining() != bytes) {
      throw new CheckpointException(
          file, name + " has " + (data == null ? 0 : data.remaining()) + " bytes, needs " + bytes);
    }
    Tensor tensor = torch.zeros(shape, new TensorOptions(torch.ScalarType.Float));
    new BytePointer(tensor.data_ptr()).limit(bytes).asByteBuffer().put(data);
    try (PointerScope scope = new PointerScope()) {
      if (bytes > 0 && !tensor.isfinite().all().item_bool()) {
        throw new CheckpointException(file, name + " holds NaN or infinity");
      }
    }
    initializers.put(name, tensor);
  }

  private static @Nullable ByteBuffer skipped(Protobuf proto) throws CheckpointException {
    proto.skip();
    return null;
  }

  private static long[] append(long[] shape, Protobuf proto) throws CheckpointException {
    if (proto.wireType() == Protobuf.BYTES) {
      proto.skip();
      return shape;
    }
    long[] longer = java.util.Arrays.copyOf(shape, shape.length + 1);
    longer[shape.length] = proto.varint();
    return longer;
  }

  private static Tensor transposed(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor contiguous = tensor.t().contiguous();
      contiguous.retainReference();
      return contiguous;
    } finally {
      tensor.close();
    }
  }
}
