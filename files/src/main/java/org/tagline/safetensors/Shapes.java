package org.tagline.safetensors;

/** Sizes of tensors as files claim them. */
public final class Shapes {
  public static final int MAX_DIMENSIONS = 16;
  private static final long MAX_ELEMENTS = 1L << 50;

  private Shapes() {}

  /** How many elements a tensor of that shape has; an impossible shape is refused. */
  public static long elements(String file, String name, long[] shape) throws CheckpointException {
    // A size of 0 must not hide others that no tensor can have.
    long sizes = 1;
    boolean empty = false;
    for (long size : shape) {
      if (size < 0 || shape.length > MAX_DIMENSIONS || sizes > MAX_ELEMENTS / Math.max(1, size)) {
        throw new CheckpointException(file, name + " has an impossible shape");
      }
      sizes *= Math.max(1, size);
      empty |= size == 0;
    }
    return empty ? 0 : sizes;
  }
}
