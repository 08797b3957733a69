package org.tagline.encoder;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.text.Window;

/**
 * A batch of windows, padded to one length. The scope that was open at its creation owns it.
 *
 * @param ids the token ids {@code [batch, tokens]} int64
 * @param mask the mask {@code [batch, tokens]} float32, 1 for a token and 0 for padding
 * @param types the token types {@code [batch, tokens]} int64
 * @param padded whether any position is padding
 */
public record TokenBatch(Tensor ids, Tensor mask, Tensor types, boolean padded) {

  /** Pads windows with {@code padId} to the length of the longest. */
  public static TokenBatch of(List<Window> windows, int padId) {
    return of(windows, padId, longest(windows));
  }

  /** Returns the length of the longest window in tokens. */
  static int longest(List<Window> windows) {
    return windows.stream().mapToInt(Window::size).max().orElseThrow();
  }

  /** Pads windows with {@code padId} to {@code length} tokens. */
  static TokenBatch of(List<Window> windows, int padId, int length) {
    int[][] ids = new int[windows.size()][];
    int[][] mask = new int[windows.size()][length];
    int[][] types = new int[windows.size()][];
    for (int row = 0; row < windows.size(); row++) {
      Window window = windows.get(row);
      ids[row] = Arrays.copyOf(window.ids(), length);
      types[row] = Arrays.copyOf(window.types(), length);
      Arrays.fill(ids[row], window.size(), length, padId);
      Arrays.fill(mask[row], 0, window.size(), 1);
    }
    return of(ids, mask, types);
  }

  /** Creates a batch from rows of equal length. */
  public static TokenBatch of(int[][] ids, int[][] mask, int[][] types) {
    boolean padded = Arrays.stream(mask).flatMapToInt(Arrays::stream).anyMatch(m -> m == 0);
    return new TokenBatch(longs(ids), longs(mask).to(ScalarType.Float), longs(types), padded);
  }

  /** Returns the number of windows. */
  public long size() {
    return ids.size(0);
  }

  /** Returns the number of tokens of each window, including padding. */
  public long tokens() {
    return ids.size(1);
  }

  /**
   * Returns the tensor {@code [batch, 1, 1, tokens]} that attention adds to its scores to hide
   * padding; empty without padding.
   */
  TensorOptional attentionMask() {
    if (!padded) {
      return new TensorOptional();
    }
    Tensor hidden = mask.sub(new Scalar(1f)).mul(new Scalar(Float.MAX_VALUE));
    return new TensorOptional(hidden.reshape(size(), 1, 1, tokens()));
  }

  private static Tensor longs(int[][] rows) {
    long[] flat = Arrays.stream(rows).flatMapToInt(Arrays::stream).asLongStream().toArray();
    return Tensor.create(flat, rows.length, rows[0].length);
  }
}
