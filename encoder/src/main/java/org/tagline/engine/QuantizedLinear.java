package org.tagline.engine;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer in 8-bit integers (dynamic quantization; Zafrir et al., 2019,
 * https://arxiv.org/abs/1910.06188). Weights have one scale per output, computed once; activations
 * have one scale per row, computed in each call. Products are summed exactly in 32 bits. There is
 * no backward pass. {@link #close} frees the weights; thread-safe until then.
 */
final class QuantizedLinear implements AutoCloseable {
  /** Number of rows to optimize the layout for, a full window; it works for any number. */
  private static final long ROWS = 512;

  private static final LibraryOperator PACK = new LibraryOperator("onednn::qlinear_prepack", "");
  private static final LibraryOperator LINEAR =
      new LibraryOperator("onednn::qlinear_pointwise", "");

  private static final Scalar ONE = new Scalar(1).retainReference();

  private final long outputs;
  private final LibraryOperator.Prepared product;
  private final @Nullable Tensor bias;

  private QuantizedLinear(Tensor packed, Tensor scales, Tensor zeroPoints, @Nullable Tensor bias) {
    outputs = scales.numel();
    this.bias = bias == null ? null : bias.retainReference();
    product =
        LINEAR.prepared(
            new IValue(), // the input
            new IValue(1.0),
            new IValue(QuantizedRows.ZERO_POINT),
            new IValue(packed),
            new IValue(scales),
            new IValue(zeroPoints),
            new IValue(), // no bias here: the rows' scales do not apply to it
            new IValue(1.0), // output scale and zero point of float32 output
            new IValue(0L),
            new IValue((long) ScalarType.Float.value),
            new IValue("none"),
            LINEAR.list(11, List.of()),
            new IValue(""));
  }

  /**
   * Quantizes float32 weights.
   *
   * @param weight the weight {@code [out, in]}, which is not kept
   * @param bias the bias {@code [out]}, which the layer takes ownership of; null for none
   */
  static QuantizedLinear of(Tensor weight, @Nullable Tensor bias) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor scales =
          weight
              .abs()
              .amax(new long[] {1}, true)
              .div_(new Scalar(QuantizedRows.LARGEST))
              .clamp_min_(new Scalar(Float.MIN_NORMAL));
      Tensor rounded = weight.div(scales).round_().to(ScalarType.Char);
      Tensor packed =
          PACK.call(
              new IValue(rounded),
              PACK.list(1, List.of(new IValue(ROWS), new IValue(weight.size(1)))));
      Tensor zeroPoints =
          torch.zeros(new long[] {weight.size(0)}, new TensorOptions(ScalarType.Long));
      return new QuantizedLinear(packed, scales.flatten().contiguous(), zeroPoints, bias);
    }
  }

  /** Returns {@code x W^T + b} in float32; {@code [..., in]} to {@code [..., out]}. */
  Tensor apply(QuantizedRows x) {
    return shaped(rows(x), x);
  }

  /** Returns {@code state + x W^T + b} in float32. */
  Tensor plus(Tensor state, QuantizedRows x) {
    return shaped(rows(x).add_(state.reshape(-1, outputs)), x);
  }

  /** Returns {@code x W^T + b} as {@code [rows, out]}. */
  private Tensor rows(QuantizedRows x) {
    // The weights' scales are applied, the rows' scales are not.
    Tensor sums = product.call(x.integers());
    return bias == null
        ? sums.mul_(x.scales())
        : torch.addcmul_out(sums, bias, sums, x.scales(), ONE);
  }

  private Tensor shaped(Tensor rows, QuantizedRows x) {
    long[] shape = x.shape().clone();
    shape[shape.length - 1] = outputs;
    return rows.reshape(shape);
  }

  @Override
  public void close() {
    product.close();
    if (bias != null) {
      bias.close();
    }
  }
}
