package org.tagline.engine;

import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Linear layers with constant weights, stored in the memory layout that oneDNN multiplies fastest.
 * This avoids reordering the weights in each call and lets the operation that follows run in the
 * same pass over memory. Inputs must have the weights' number format. There is no backward pass.
 * Thread-safe.
 */
final class PackedLinear {
  /** Number of rows to optimize the layout for, a full window; it works for any number. */
  private static final long ROWS = 512;

  private static final LibraryOperator REORDER =
      new LibraryOperator("mkldnn::_reorder_linear_weight", "");
  private static final LibraryOperator LINEAR =
      new LibraryOperator("mkldnn::_linear_pointwise", "");
  private static final LibraryOperator BINARY =
      new LibraryOperator("mkldnn::_linear_pointwise", "binary");

  private static final IValue NONE = new IValue("none").retainReference();
  private static final IValue NO_SCALARS = LINEAR.list(4, List.of()).retainReference();

  private PackedLinear() {}

  /** Packs a weight {@code [out, in]} into a tensor that only this class can read. */
  static Tensor pack(Tensor weight) {
    return REORDER.call(new IValue(weight.contiguous()), new IValue(ROWS));
  }

  /** Returns {@code x W^T + b}; {@code [..., in]} to {@code [..., out]}. */
  static Tensor apply(Tensor x, Tensor packed, TensorOptional bias) {
    return fused(x, packed, bias, "none");
  }

  /** Returns {@code gelu(x W^T + b)}, computed with the error function. */
  static Tensor gelu(Tensor x, Tensor packed, TensorOptional bias) {
    return fused(x, packed, bias, "gelu");
  }

  /** Returns {@code state + x W^T + b}. */
  static Tensor plus(Tensor state, Tensor x, Tensor packed, TensorOptional bias) {
    return BINARY.call(
        new IValue(x),
        new IValue(state.contiguous()),
        new IValue(packed),
        value(bias),
        new IValue("add"));
  }

  private static Tensor fused(Tensor x, Tensor packed, TensorOptional bias, String operation) {
    return LINEAR.call(
        new IValue(x), new IValue(packed), value(bias), new IValue(operation), NO_SCALARS, NONE);
  }

  private static IValue value(TensorOptional tensor) {
    return tensor.has_value() ? new IValue(tensor.get()) : new IValue();
  }
}
