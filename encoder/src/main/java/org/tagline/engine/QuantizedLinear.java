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
 * A linear layer in 8-bit integers: weights with a scale for each output, chosen when it is made,
 * activations with one for each row, chosen when they are seen (dynamic quantization; Zafrir et
 * al., 2019, https://arxiv.org/abs/1910.06188). The products are added up exactly, in 32 bits.
 * Without a backward pass. {@link #close} frees the weights; thread-safe until then.
 */
final class QuantizedLinear implements AutoCloseable {
  /** The layout is chosen for so many rows, a full window; any number can be multiplied. */
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
            new IValue(), // bias: it is not to be multiplied by the rows' scales
            new IValue(1.0), // output scale and zero point: it is float32
            new IValue(0L),
            new IValue((long) ScalarType.Float.value),
            new IValue("none"),
            LINEAR.list(11, List.of()),
            new IValue(""));
  }

  /**
   * Of float32 weights.
   *
   * @param weight {@code [out, in]}, which it does not keep
   * @param bias {@code [out]}, which it takes over
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

  /** {@code x W^T + b}; {@code [..., in]} to {@code [..., out]}, float32. */
  Tensor apply(QuantizedRows x) {
    return shaped(sum(x), x);
  }

  /** {@code state + x W^T + b}, float32. */
  Tensor plus(Tensor state, QuantizedRows x) {
    return shaped(sum(x).add_(state.reshape(-1, outputs)), x);
  }

  /** {@code [rows, out]}. */
  private Tensor sum(QuantizedRows x) {
    // Not yet multiplied by the rows' scales.
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
