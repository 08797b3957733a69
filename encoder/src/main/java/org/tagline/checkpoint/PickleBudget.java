package org.tagline.checkpoint;

import java.util.List;
import org.tagline.checkpoint.Pickle.Tuple;
import org.tagline.safetensors.CheckpointException;

/**
 * Limits what a pickle may build. A few bytes of a pickle can copy a long list again and again, so
 * the size of the file alone does not limit the memory.
 *
 * <p>Every object, every entry of a container and every entry of the memo is an element. A pickle
 * may build about as many elements as it has bytes, and never more than {@link #MAX_ELEMENTS}. The
 * strings of a pickle are parts of its bytes and need no limit of their own. Not thread-safe.
 */
final class PickleBudget {
  /** Elements of the largest pickle: twice what 10,000 tensors need. */
  static final int MAX_ELEMENTS = 1_000_000;

  /** Elements that any pickle may build, so that a short one is not judged by its bytes. */
  static final int FREE_ELEMENTS = 1_000;

  /**
   * Elements that an empty list or dictionary counts for: it takes far more memory than a number.
   */
  static final int CONTAINER = 4;

  /** Deepest nesting of tuples and open marks; PyTorch needs five. */
  static final int MAX_DEPTH = 64;

  private final String file;
  private long left;

  /**
   * Creates a budget.
   *
   * @param bytes largest size of the pickle
   */
  PickleBudget(String file, int bytes) {
    this.file = file;
    this.left = Math.min(MAX_ELEMENTS, (long) FREE_ELEMENTS + bytes);
  }

  /** Counts elements before they are built. */
  void spend(int elements) throws CheckpointException {
    left -= elements;
    if (left < 0) {
      throw new CheckpointException(
          file, "builds far more objects than tensors need; the file was not loaded");
    }
  }

  /** Returns a tuple of items that were already counted. */
  Tuple tuple(List<Object> items) throws CheckpointException {
    int depth = 1;
    for (Object item : items) {
      depth = item instanceof Tuple tuple ? Math.max(depth, tuple.depth() + 1) : depth;
    }
    checkDepth(depth);
    return new Tuple(items, depth);
  }

  void checkDepth(int depth) throws CheckpointException {
    if (depth > MAX_DEPTH) {
      throw new CheckpointException(
          file, "nests its objects deeper than tensors need; the file was not loaded");
    }
  }
}
