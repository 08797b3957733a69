package org.tagline.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.Dtype;
import org.tagline.safetensors.Shapes;

/**
 * Reads the weights of an ONNX export of a transformer, under the names of its PyTorch modules.
 *
 * <p>The exporter keeps most names but stores the transposed weight of a linear layer as an
 * anonymous initializer {@code [in, out]}. The {@code MatMul} node that uses it still has the
 * module's path, {@code /encoder/layer.0/attention/self/query/MatMul}. The caller owns the tensors.
 * Format: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */
public final class OnnxWeights {
  /** Element types by their number in TensorProto.DataType. */
  private static final Map<Integer, Dtype> TYPES =
      Map.of(1, Dtype.F32, 10, Dtype.F16, 11, Dtype.F64, 16, Dtype.BF16);

  /** Largest number of weights, and of nodes that use them, far above that of any model. */
  private static final int MAX_ENTRIES = 50_000;

  private OnnxWeights() {}

  /**
   * A weight as it is stored in the file.
   *
   * @param transposed whether it is stored as {@code [in, out]}
   */
  record Initializer(Dtype dtype, long[] shape, ByteBuffer data, boolean transposed) {}

  /**
   * Reads the floating-point initializers of a model.
   *
   * @param file name of the file for error messages
   * @param onnx the file's contents
   */
  public static Map<String, Tensor> read(String file, ByteBuffer onnx) throws IOException {
    return tensors(file, initializers(file, onnx));
  }

  /**
   * Returns the weights by the names of their modules, after checking that all their bytes exist.
   */
  static Map<String, Initializer> initializers(String file, ByteBuffer onnx) throws IOException {
    Map<String, Initializer> initializers = new LinkedHashMap<>();
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
    Map<String, Initializer> weights = new LinkedHashMap<>();
    for (Map.Entry<String, Initializer> entry : initializers.entrySet()) {
      String module = modules.get(entry.getKey());
      Initializer found = entry.getValue();
      if (module == null || found.shape().length != 2) {
        weights.put(entry.getKey(), found);
      } else {
        weights.put(
            module + ".weight", new Initializer(found.dtype(), found.shape(), found.data(), true));
      }
    }
    return weights;
  }

  static Map<String, Tensor> tensors(String file, Map<String, Initializer> initializers)
      throws CheckpointException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Initializer> entry : initializers.entrySet()) {
        Initializer initializer = entry.getValue();
        TensorOptions options = new TensorOptions(ScalarTypes.of(initializer.dtype()));
        Tensor stored = torch.zeros(initializer.shape(), options);
        ByteBuffer data = initializer.data().duplicate();
        if (data.hasRemaining()) {
          new BytePointer(stored.data_ptr()).limit(data.remaining()).asByteBuffer().put(data);
        }
        Tensor tensor = TensorData.checked(Path.of(file), entry.getKey(), stored);
        tensors.put(entry.getKey(), initializer.transposed() ? transposed(tensor) : tensor);
      }
      return tensors;
    } catch (CheckpointException | RuntimeException e) {
      tensors.values().forEach(Tensor::close);
      throw e;
    }
  }

  private static void graph(
      String file,
      Protobuf graph,
      Map<String, Initializer> initializers,
      Map<String, String> modules)
      throws IOException {
    while (graph.next()) {
      if (graph.field() == 1 && graph.wireType() == Protobuf.BYTES) {
        node(graph.message(), modules);
      } else if (graph.field() == 5 && graph.wireType() == Protobuf.BYTES) {
        initializer(file, graph.message(), initializers);
      } else {
        graph.skip();
      }
      if (initializers.size() > MAX_ENTRIES || modules.size() > MAX_ENTRIES) {
        throw new CheckpointException(file, "holds more weights than any model has");
      }
    }
  }

  /** Records which module the anonymous weight of a MatMul belongs to. */
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

  private static void initializer(
      String file, Protobuf proto, Map<String, Initializer> initializers) throws IOException {
    long[] shape = new long[0];
    int type = 0;
    String name = "";
    @Nullable ByteBuffer data = null;
    while (proto.next()) {
      switch (proto.field()) {
        case 1 -> shape = append(file, shape, proto);
        case 2 -> type = (int) proto.varint();
        case 4, 9 -> data = proto.wireType() == Protobuf.BYTES ? proto.bytes() : skipped(proto);
        case 8 -> name = proto.string();
        default -> proto.skip();
      }
    }
    Dtype dtype = TYPES.get(type);
    if (dtype == null) {
      return;
    }
    long bytes = Shapes.elements(file, name, shape) * dtype.bytes();
    if ((data == null ? 0 : data.remaining()) != bytes) {
      throw new CheckpointException(
          file, name + " has " + (data == null ? 0 : data.remaining()) + " bytes, needs " + bytes);
    }
    ByteBuffer numbers = data == null ? ByteBuffer.allocate(0) : data;
    if (initializers.put(name, new Initializer(dtype, shape, numbers, false)) != null) {
      throw new CheckpointException(file, "holds " + name + " twice");
    }
  }

  private static @Nullable ByteBuffer skipped(Protobuf proto) throws CheckpointException {
    proto.skip();
    return null;
  }

  /** Appends sizes, which are stored one by one or packed into one field. */
  private static long[] append(String file, long[] shape, Protobuf proto) throws IOException {
    if (proto.wireType() != Protobuf.BYTES) {
      return append(file, shape, proto.varint());
    }
    long[] longer = shape;
    Protobuf packed = proto.message();
    while (packed.hasRemaining()) {
      longer = append(file, longer, packed.varint());
    }
    return longer;
  }

  private static long[] append(String file, long[] shape, long size) throws CheckpointException {
    if (shape.length == Shapes.MAX_DIMENSIONS) {
      throw new CheckpointException(file, "holds a tensor of too many dimensions");
    }
    long[] longer = Arrays.copyOf(shape, shape.length + 1);
    longer[shape.length] = size;
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
