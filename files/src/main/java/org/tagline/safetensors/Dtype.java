package org.tagline.safetensors;

import org.jspecify.annotations.Nullable;

/** Element types of stored tensors. */
public enum Dtype {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  Dtype(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  public boolean floating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** The type of that name in a safetensors header; null for an unknown one. */
  public static @Nullable Dtype byName(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    return null;
  }
}
