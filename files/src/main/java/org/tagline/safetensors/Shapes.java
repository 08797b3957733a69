package org.tagline.safetensors;

/** Checks the tensor shapes that files declare. */
public final class Shapes {
  public static final int MAX_DIMENSIONS = 16;
  private static final long MAX_ELEMENTS = 1L << 50;

  private Shapes() {}

  /**
   * Returns the number of elements of a shape.
   *
   * @throws CheckpointException for a negative size or more dimensions or elements than any tensor
   *     has
   */
  public static long elements(String file, String name, long[] shape) throws CheckpointException {
    // A size of 0 must not hide impossible sizes in other dimensions.
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
