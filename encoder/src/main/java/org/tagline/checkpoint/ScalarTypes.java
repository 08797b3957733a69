package org.tagline.checkpoint;

import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.tagline.safetensors.Dtype;

/** Maps the element types of files to those of the tensor library. */
final class ScalarTypes {
  private static final Map<Dtype, ScalarType> BY_DTYPE =
      new EnumMap<>(
          Map.of(
              Dtype.F64, ScalarType.Double,
              Dtype.F32, ScalarType.Float,
              Dtype.F16, ScalarType.Half,
              Dtype.BF16, ScalarType.BFloat16,
              Dtype.I64, ScalarType.Long,
              Dtype.I32, ScalarType.Int,
              Dtype.I16, ScalarType.Short,
              Dtype.I8, ScalarType.Char,
              Dtype.U8, ScalarType.Byte,
              Dtype.BOOL, ScalarType.Bool));

  private ScalarTypes() {}

  static ScalarType of(Dtype dtype) {
    return java.util.Objects.requireNonNull(BY_DTYPE.get(dtype));
  }

  /** Returns the element type of a file for a tensor's type, or null if files cannot store it. */
  static @Nullable Dtype dtype(ScalarType type) {
    return BY_DTYPE.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
