package org.tagline.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tagline.checkpoint.Pickle.Name;
import org.tagline.checkpoint.Pickle.Tuple;
import org.tagline.safetensors.CheckpointException;
import org.tagline.safetensors.Dtype;
import org.tagline.safetensors.Shapes;

/**
 * The few kinds of object that a pickled state dictionary consists of; all others are rejected by
 * name.
 */
final class TorchObjects {
  private static final String DICTIONARY = "collections.OrderedDict";
  private static final String SIZE = "torch.Size";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String OLD_TENSOR = "torch._utils._rebuild_tensor";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final Set<String> BUILDERS =
      Set.of(DICTIONARY, SIZE, TENSOR, OLD_TENSOR, PARAMETER);
  private static final Map<String, Dtype> STORAGES =
      Map.of(
          "torch.DoubleStorage", Dtype.F64,
          "torch.FloatStorage", Dtype.F32,
          "torch.HalfStorage", Dtype.F16,
          "torch.BFloat16Storage", Dtype.BF16,
          "torch.LongStorage", Dtype.I64,
          "torch.IntStorage", Dtype.I32,
          "torch.ShortStorage", Dtype.I16,
          "torch.CharStorage", Dtype.I8,
          "torch.ByteStorage", Dtype.U8,
          "torch.BoolStorage", Dtype.BOOL);

  private TorchObjects() {}

  /**
   * A block of elements that tensors are views of.
   *
   * @param key name of the storage in the file
   */
  record Storage(String key, Dtype dtype, long elements) {
    long bytes() {
      return elements * dtype.bytes();
    }
  }

  /** A view of a storage, checked to lie within it. */
  record StoredTensor(Storage storage, long offset, long[] shape, long[] strides, long elements) {

    /** Returns whether the view is the entire storage in its stored order. */
    boolean whole() {
      long expected = 1;
      for (int i = shape.length - 1; i >= 0; i--) {
        if (shape[i] != 1 && strides[i] != expected) {
          return false;
        }
        expected *= shape[i];
      }
      return offset == 0 && elements == storage.elements();
    }
  }

  static Name known(String file, Name name) throws CheckpointException {
    if (!BUILDERS.contains(name.toString()) && !STORAGES.containsKey(name.toString())) {
      throw refused(file, name.toString());
    }
    return name;
  }

  static CheckpointException refused(String file, String name) {
    return new CheckpointException(
        file,
        "asks for "
            + name.replaceAll("[^ -~]", "?")
            + ", which is not a tensor; it was not run and the file was not loaded");
  }

  /** Returns the result of calling one of the known names. */
  static Object build(String file, Name name, List<Object> arguments, PickleBudget budget)
      throws CheckpointException {
    return switch (name.toString()) {
      case DICTIONARY -> dictionary(file, arguments, budget);
      case SIZE -> arguments.size() == 1 && arguments.get(0) instanceof Tuple t ? t : fail(file);
      case TENSOR, OLD_TENSOR -> tensor(file, arguments, budget);
      case PARAMETER ->
          !arguments.isEmpty() && arguments.get(0) instanceof StoredTensor t ? t : fail(file);
      default -> throw refused(file, "a call of " + name);
    };
  }

  /**
   * Returns the storage with a persistent id {@code ('storage', type, key, place, elements[,
   * view])}.
   */
  static Storage storage(String file, Object id) throws CheckpointException {
    if (!(id instanceof Tuple tuple)
        || tuple.items().size() < 5
        || !(tuple.items().get(1) instanceof Name type)
        || !(tuple.items().get(2) instanceof String key)
        || !(tuple.items().get(4) instanceof Long elements)) {
      throw invalid(file);
    }
    Dtype dtype = STORAGES.get(type.toString());
    if (dtype == null) {
      throw refused(file, "a storage of type " + type);
    }
    if (tuple.items().size() > 5 && tuple.items().get(5) != Pickle.None.NONE) {
      throw refused(file, "a storage that is part of another (a form older than PyTorch 0.4)");
    }
    Shapes.elements(file, "storage " + key, new long[] {elements});
    return new Storage(key, dtype, elements);
  }

  /** Returns {@code OrderedDict()}, with pairs as arguments if Python 2 wrote it. */
  private static Map<Object, Object> dictionary(
      String file, List<Object> arguments, PickleBudget budget) throws CheckpointException {
    budget.spend(PickleBudget.CONTAINER);
    Map<Object, Object> dictionary = new LinkedHashMap<>();
    if (!arguments.isEmpty()) {
      if (!(arguments.get(0) instanceof List<?> pairs)) {
        throw invalid(file);
      }
      budget.spend(2 * pairs.size());
      for (Object pair : pairs) {
        List<?> items = pair instanceof Tuple t ? t.items() : pair instanceof List<?> l ? l : null;
        if (items == null || items.size() != 2 || !(items.get(0) instanceof String key)) {
          throw invalid(file);
        }
        dictionary.put(key, items.get(1));
      }
    }
    return dictionary;
  }

  private static StoredTensor tensor(String file, List<Object> arguments, PickleBudget budget)
      throws CheckpointException {
    if (arguments.size() < 4
        || !(arguments.get(0) instanceof Storage storage)
        || !(arguments.get(1) instanceof Long offset)) {
      throw invalid(file);
    }
    long[] shape = sizes(file, arguments.get(2));
    long[] strides = sizes(file, arguments.get(3));
    budget.spend(shape.length + strides.length);
    String name = "a tensor in storage " + storage.key();
    long elements = Shapes.elements(file, name, shape);
    if (strides.length != shape.length
        || Arrays.stream(strides).anyMatch(stride -> stride < 0)
        || offset < 0
        || offset > storage.elements()) {
      throw invalid(file);
    }
    long last = offset;
    for (int i = 0; elements > 0 && i < shape.length; i++) {
      long reach = storage.elements();
      if (shape[i] > 1 && strides[i] > (reach - last) / (shape[i] - 1)) {
        throw outside(file, name);
      }
      last += (shape[i] - 1) * strides[i];
    }
    // An expanded tensor would need more memory than the file has bytes.
    if (elements > storage.elements() || (elements > 0 && last >= storage.elements())) {
      throw outside(file, name);
    }
    return new StoredTensor(storage, offset, shape, strides, elements);
  }

  private static long[] sizes(String file, @Nullable Object value) throws CheckpointException {
    if (!(value instanceof Tuple tuple) || tuple.items().size() > Shapes.MAX_DIMENSIONS) {
      throw invalid(file);
    }
    long[] sizes = new long[tuple.items().size()];
    for (int i = 0; i < sizes.length; i++) {
      if (!(tuple.items().get(i) instanceof Long size)) {
        throw invalid(file);
      }
      sizes[i] = size;
    }
    return sizes;
  }

  private static CheckpointException outside(String file, String name) {
    return new CheckpointException(file, name + " reaches outside of it");
  }

  private static Object fail(String file) throws CheckpointException {
    throw invalid(file);
  }

  private static CheckpointException invalid(String file) {
    return new CheckpointException(
        file, "is damaged: the description of one of its tensors is invalid");
  }
}
