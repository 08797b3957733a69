package org.tagline.encoder;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Linear layers in bfloat16 whose weights do not change: kept in the layout that oneDNN multiplies
 * fastest, instead of being brought into it each time, and with what follows them computed in the
 * same pass over memory.
 *
 * <p>These operators have no backward pass and no name in the library's Java interface; they are
 * called by the one they have in its dispatcher.
 */
final class PackedLinear {
  /** The layout is chosen for so many rows, a full window; any number can be multiplied. */
  private static final long ROWS = 512;

  private static final OperatorHandle REORDER = find("mkldnn::_reorder_linear_weight", "");
  private static final OperatorHandle LINEAR = find("mkldnn::_linear_pointwise", "");
  private static final OperatorHandle BINARY = find("mkldnn::_linear_pointwise", "binary");

  private PackedLinear() {}

  /** {@code [out, in]}, any format, to a tensor that only the methods here can read. */
  static Tensor pack(Tensor weight) {
    Tensor half = weight.to(ScalarType.BFloat16).contiguous();
    return call(REORDER, new IValue(half), new IValue(ROWS));
  }

  /** {@code x W^T + b}; {@code [..., in]} to {@code [..., out]}, bfloat16. */
  static Tensor apply(Tensor x, Tensor packed, TensorOptional bias) {
    return followed(x, packed, bias, "none");
  }

  /** {@code gelu(x W^T + b)}, by the error function. */
  static Tensor gelu(Tensor x, Tensor packed, TensorOptional bias) {
    return followed(x, packed, bias, "gelu");
  }

  /** {@code state + x W^T + b}. */
  static Tensor plus(Tensor state, Tensor x, Tensor packed, TensorOptional bias) {
    return call(
        BINARY,
        new IValue(x),
        new IValue(state.contiguous()),
        new IValue(packed),
        value(bias),
        new IValue("add"));
  }

  private static Tensor followed(Tensor x, Tensor packed, TensorOptional bias, String follower) {
    GenericList noNumbers =
        new GenericList(
            LINEAR.schema().arguments().getPointer(4).type().get().containedTypes().get(0));
    return call(
        LINEAR,
        new IValue(x),
        new IValue(packed),
        value(bias),
        new IValue(follower),
        new IValue(noNumbers),
        new IValue("none"));
  }

  private static IValue value(TensorOptional tensor) {
    return tensor.has_value() ? new IValue(tensor.get()) : new IValue();
  }

  private static Tensor call(OperatorHandle operator, IValue... arguments) {
    IValueVector stack = new IValueVector(arguments);
    operator.callBoxed(stack);
    // A reference of its own: toTensor gives the stack's.
    return new Tensor(stack.get(0).toTensor());
  }

  private static OperatorHandle find(String name, String overload) {
    OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, overload);
    handle.retainReference();
    return handle;
  }
}
