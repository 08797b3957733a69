package org.tagline.engine;

import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Activations as 8-bit integers with a scale for each row, so that a token's numbers do not depend
 * on its neighbours and one token of large values does not take the others' digits.
 *
 * @param shape of the activations, {@code [..., in]}
 * @param bytes {@code [rows, in]}, quantized: unsigned integers, 128 more than a value divided by
 *     its row's scale
 * @param scales {@code [rows, 1]}
 */
record QuantizedRows(long[] shape, Tensor bytes, Tensor scales) {
  static final long ZERO_POINT = 128;
  static final long LARGEST = 127;

  /** Of a row of zeros too: anything divided by it stays finite. */
  private static final Scalar LEAST_SCALE = new Scalar(1e-30).retainReference();

  private static final Scalar LARGEST_INTEGER = new Scalar(LARGEST).retainReference();
  private static final TensorOptions BYTES = new TensorOptions(ScalarType.Byte).retainReference();

  /** Of float32 activations; the tensors belong to the open scope. */
  static QuantizedRows of(Tensor x) {
    return of(x, (rows, factors) -> rows.mul(factors));
  }

  /** Of float32 activations that nobody reads any more: what they hold afterwards is undefined. */
  static QuantizedRows overwriting(Tensor x) {
    return of(x, (rows, factors) -> rows.mul_(factors));
  }

  private static QuantizedRows of(Tensor x, BinaryOperator<Tensor> times) {
    long[] shape = x.shape();
    Tensor rows = x.reshape(-1, shape[shape.length - 1]);
    long[] last = {-1};
    // The library's norms read a row number by number; these two are vectorized.
    Tensor scales =
        torch
            .maximum(rows.amax(last, true), rows.amin(last, true).neg_())
            .div_(LARGEST_INTEGER)
            .clamp_min_(LEAST_SCALE);
    try (Tensor divided = times.apply(rows, scales.reciprocal())) {
      Tensor rounded = torch.quantize_per_tensor(divided, 1.0, ZERO_POINT, ScalarType.QUInt8);
      return new QuantizedRows(shape, rounded, scales);
    }
  }

  /** The integers as such, without a copy; readable as long as this is. */
  Tensor integers() {
    return torch.from_blob(bytes.data_ptr(), bytes.shape(), BYTES);
  }
}
