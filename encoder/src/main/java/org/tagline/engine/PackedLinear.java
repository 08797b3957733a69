package org.tagline.engine;

import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Linear layers whose weights do not change: kept in the layout that oneDNN multiplies fastest,
 * instead of being brought into it each time, and with what follows them computed in the same pass
 * over memory. Inputs have the weights' number format. Without a backward pass.
 */
final class PackedLinear {
  /** The layout is chosen for so many rows, a full window; any number can be multiplied. */
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

  /** {@code [out, in]} to a tensor that only the methods here can read. */
  static Tensor pack(Tensor weight) {
    return REORDER.call(new IValue(weight.contiguous()), new IValue(ROWS));
  }

  /** {@code x W^T + b}; {@code [..., in]} to {@code [..., out]}. */
  static Tensor apply(Tensor x, Tensor packed, TensorOptional bias) {
    return followed(x, packed, bias, "none");
  }

  /** {@code gelu(x W^T + b)}, by the error function. */
  static Tensor gelu(Tensor x, Tensor packed, TensorOptional bias) {
    return followed(x, packed, bias, "gelu");
  }

  /** {@code state + x W^T + b}. */
  static Tensor plus(Tensor state, Tensor x, Tensor packed, TensorOptional bias) {
    return BINARY.call(
        new IValue(x),
        new IValue(state.contiguous()),
        new IValue(packed),
        value(bias),
        new IValue("add"));
  }

  private static Tensor followed(Tensor x, Tensor packed, TensorOptional bias, String follower) {
    return LINEAR.call(
        new IValue(x), new IValue(packed), value(bias), new IValue(follower), NO_SCALARS, NONE);
  }

  private static IValue value(TensorOptional tensor) {
    return tensor.has_value() ? new IValue(tensor.get()) : new IValue();
  }
}
