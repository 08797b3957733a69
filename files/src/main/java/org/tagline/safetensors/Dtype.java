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

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Returns whether this is a floating-point type. */
  public boolean floating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /**
   * Returns the type with the given name from a safetensors header, or null if the name is unknown.
   */
  public static @Nullable Dtype byName(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    return null;
  }
}
