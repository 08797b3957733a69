package org.tagline.safetensors;

import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Element types of stored tensors. */
enum Dtype {
  F64(8, ScalarType.Double),
  F32(4, ScalarType.Float),
  F16(2, ScalarType.Half),
  BF16(2, ScalarType.BFloat16),
  I64(8, ScalarType.Long),
  I32(4, ScalarType.Int),
  I16(2, ScalarType.Short),
  I8(1, ScalarType.Char),
  U8(1, ScalarType.Byte),
  BOOL(1, ScalarType.Bool);

  private final int bytes;
  private final ScalarType scalarType;

  Dtype(int bytes, ScalarType scalarType) {
    this.bytes = bytes;
    this.scalarType = scalarType;
  }

  int bytes() {
    return bytes;
  }

  ScalarType scalarType() {
    return scalarType;
  }

  boolean floating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  static @Nullable Dtype byName(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    return null;
  }

  static @Nullable Dtype of(ScalarType scalarType) {
    for (Dtype dtype : values()) {
      if (dtype.scalarType == scalarType) {
        return dtype;
      }
    }
    return null;
  }
}
