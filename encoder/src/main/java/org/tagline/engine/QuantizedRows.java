package org.tagline.engine;

import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Activations in 8-bit integers with one scale per row. A token's values therefore do not depend on
 * its neighbours, and a token with large values does not reduce the precision of the others.
 *
 * @param shape the shape of the activations, {@code [..., in]}
 * @param bytes the quantized activations {@code [rows, in]}, unsigned: the value divided by the
 *     row's scale, plus 128
 * @param scales the scales {@code [rows, 1]}
 */
record QuantizedRows(long[] shape, Tensor bytes, Tensor scales) {
  static final long ZERO_POINT = 128;
  static final long LARGEST = 127;

  /** Smallest scale, which keeps the quotients of a row of zeros finite. */
  private static final Scalar MIN_SCALE = new Scalar(1e-30).retainReference();

  private static final Scalar LARGEST_INTEGER = new Scalar(LARGEST).retainReference();
  private static final TensorOptions BYTES = new TensorOptions(ScalarType.Byte).retainReference();

  /** Quantizes float32 activations; the open scope owns the tensors. */
  static QuantizedRows of(Tensor x) {
    return of(x, (rows, factors) -> rows.mul(factors));
  }

  /** Quantizes float32 activations and may overwrite them, to save memory. */
  static QuantizedRows overwriting(Tensor x) {
    return of(x, (rows, factors) -> rows.mul_(factors));
  }

  private static QuantizedRows of(Tensor x, BinaryOperator<Tensor> times) {
    long[] shape = x.shape();
    Tensor rows = x.reshape(-1, shape[shape.length - 1]);
    long[] last = {-1};
    // amax and amin are vectorized; the library's norms are not.
    Tensor scales =
        torch
            .maximum(rows.amax(last, true), rows.amin(last, true).neg_())
            .div_(LARGEST_INTEGER)
            .clamp_min_(MIN_SCALE);
    try (Tensor divided = times.apply(rows, scales.reciprocal())) {
      Tensor rounded = torch.quantize_per_tensor(divided, 1.0, ZERO_POINT, ScalarType.QUInt8);
      return new QuantizedRows(shape, rounded, scales);
    }
  }

  /** Returns the integers without a copy; valid while {@code bytes} is. */
  Tensor integers() {
    return torch.from_blob(bytes.data_ptr(), bytes.shape(), BYTES);
  }
}
