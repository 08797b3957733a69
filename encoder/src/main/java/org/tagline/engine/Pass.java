package org.tagline.engine;

import java.util.Arrays;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One forward pass: the weights, the number format of its products, and whether dropout is on.
 *
 * @param parameters the model's weights
 * @param precision of matrix products
 * @param training whether dropout is applied
 * @param dropout share of activations dropped in training
 * @param random draws what is dropped
 */
public record Pass(
    Parameters parameters,
    Precision precision,
    boolean training,
    double dropout,
    GeneratorOptional random) {
  /** Of attention in bfloat16: 8 MiB of them. */
  private static final long SCORES_AT_ONCE = 1L << 22;

  /** A pass without dropout. */
  public static Pass inference(Parameters parameters, Precision precision) {
    return new Pass(parameters, precision, false, 0, new GeneratorOptional());
  }

  /** A training pass that drops by the generator behind {@link Engine#seed}. */
  public static Pass training(Parameters parameters, Precision precision, double dropout) {
    return new Pass(parameters, precision, true, dropout, new GeneratorOptional());
  }

  /** This pass with another dropout. */
  public Pass withDropout(double share) {
    return new Pass(parameters, precision, training, share, random);
  }

  /** This pass with other products. */
  public Pass withPrecision(Precision products) {
    return new Pass(parameters, products, training, dropout, random);
  }

  /** This pass over other weights of the same names and shapes. */
  public Pass over(Parameters weights) {
    return new Pass(weights, precision, training, dropout, random);
  }

  /**
   * This pass with a generator of its own, which belongs to the open scope: what it drops depends
   * on the seed alone, whatever else is computed at the same time.
   */
  public Pass seeded(long seed) {
    Engine.start();
    GeneratorOptional own = new GeneratorOptional(torch.make_generator_cpu(seed));
    return new Pass(parameters, precision, training, dropout, own);
  }

  /**
   * Computes a part of a pass and frees its intermediate tensors at its end, but for what the
   * backward pass keeps. The result belongs to the caller's scope.
   */
  public static Tensor part(Supplier<Tensor> computation) {
    PointerScope outer = PointerScope.getInnerScope();
    try (PointerScope scope = new PointerScope()) {
      Tensor result = computation.get();
      result.retainReference();
      if (outer != null) {
        outer.attach(result);
        result.releaseReference();
      }
      return result;
    }
  }

  public Tensor weight(String name) {
    return parameters.get(name);
  }

  /** Converts to the format of products; a no-op where it has it already. */
  public Tensor products(Tensor x) {
    return x.to(precision.products());
  }

  /**
   * {@code x W^T + b} of the linear layer {@code module}, with what an adapter adds to it; {@code
   * [..., in]} to {@code [..., out]}.
   */
  public Tensor linear(Tensor x, String module) {
    Tensor input = products(x);
    if (quantizes(module)) {
      return parameters.quantized(module).apply(QuantizedRows.of(input));
    }
    if (packs(module)) {
      return PackedLinear.apply(input, packed(module), bias(module));
    }
    Tensor weight = parameters.forProducts(module + ".weight", precision);
    Tensor output = Engine.linear(input, weight, bias(module));
    LoraAdapter adapter = parameters.activeAdapter();
    Tensor addition = adapter == null ? null : adapter.addition(input, module, this);
    return addition == null ? output : output.add(addition);
  }

  /**
   * {@link #linear(Tensor, String)} of one input by several layers of the same size with biases, as
   * one product where that is quicker.
   */
  public Tensor[] linear(Tensor x, String... modules) {
    Tensor[] outputs = new Tensor[modules.length];
    if (Arrays.stream(modules).allMatch(this::quantizes)) {
      Tensor together = parameters.quantized(modules).apply(QuantizedRows.of(x));
      TensorVector parts = together.chunk(modules.length, -1);
      Arrays.setAll(outputs, parts::get);
    } else {
      Arrays.setAll(outputs, i -> linear(x, modules[i]));
    }
    return outputs;
  }

  /**
   * {@code state + dropped(f(state W1^T + b1) W2^T + b2)}, of the same shape: the layers {@code
   * inner} and {@code outer} of a feed-forward block.
   */
  public Tensor feedForward(Tensor state, String inner, Activation f, String outer) {
    if (quantizes(inner) && quantizes(outer)) {
      Tensor between = f.overwrite(linear(state, inner));
      return parameters.quantized(outer).plus(state, QuantizedRows.overwriting(between));
    }
    return plusDropped(state, activated(state, inner, f), outer);
  }

  /** {@code f(x W^T + b)}, in one operation where the library has one. */
  private Tensor activated(Tensor x, String module, Activation f) {
    if (f == Activation.GELU && packs(module)) {
      return PackedLinear.gelu(products(x), packed(module), bias(module));
    }
    return f.apply(linear(x, module));
  }

  /** {@code state + x W^T + b}; {@code state} has the result's shape. */
  public Tensor plus(Tensor state, Tensor x, String module) {
    if (quantizes(module)) {
      return parameters.quantized(module).plus(state, QuantizedRows.of(x));
    }
    if (packs(module)) {
      return PackedLinear.plus(products(state), products(x), packed(module), bias(module));
    }
    return state.add(linear(x, module));
  }

  /** {@link #plus} with dropout of what is added. */
  public Tensor plusDropped(Tensor state, Tensor x, String module) {
    return training && dropout > 0 ? state.add(dropout(linear(x, module))) : plus(state, x, module);
  }

  private boolean quantizes(String module) {
    return precision == Precision.INT8 && packs(module);
  }

  private Tensor packed(String module) {
    return parameters.packed(module + ".weight", precision);
  }

  private TensorOptional bias(String module) {
    String bias = module + ".bias";
    return parameters.has(bias)
        ? new TensorOptional(parameters.forProducts(bias, precision))
        : new TensorOptional();
  }

  /**
   * Layer normalization over the last dimension, computed in float32. The result is float32, but
   * has the format of products where nothing is kept for a backward pass.
   */
  public Tensor layerNorm(Tensor x, String module, double epsilon) {
    Tensor weight = weight(module + ".weight");
    boolean halved = halves();
    Tensor normed =
        torch.layer_norm(
            halved ? x : x.to(ScalarType.Float),
            new long[] {weight.numel()},
            new TensorOptional(weight),
            new TensorOptional(weight(module + ".bias")),
            epsilon,
            true);
    return halved ? products(normed) : normed;
  }

  /**
   * Whether all activations have the format of products: half the memory traffic in bfloat16.
   * Training and gradients keep float32 between products.
   */
  private boolean halves() {
    return precision == Precision.BF16 && Engine.packs(precision) && onlyAnswers();
  }

  private boolean packs(String module) {
    LoraAdapter adapter = parameters.activeAdapter();
    return Engine.packs(precision)
        && onlyAnswers()
        && (adapter == null || !adapter.adapts(module))
        && !weight(module + ".weight").requires_grad();
  }

  private boolean onlyAnswers() {
    return !training && !GradMode.is_enabled();
  }

  /**
   * Rows of a table. In training its gradient is added up for the rows that were looked up alone:
   * tables are half of a small model, and a batch reads little of them.
   */
  public Tensor embedding(Tensor ids, String module) {
    Tensor table = weight(module + ".weight");
    boolean sparse = training && table.requires_grad();
    if (sparse && !table.grad().defined()) {
      // A first gradient would stay sparse, and with it all that are added to it.
      table.mutable_grad().put(torch.zeros_like(table));
    }
    return torch.embedding(table, ids, -1, false, sparse);
  }

  /** Drops activations in training, scaling the rest; returns {@code x} otherwise. */
  public Tensor dropout(Tensor x) {
    return training && dropout > 0 ? Dropout.apply(x, dropout, random) : x;
  }

  /**
   * Scaled dot-product attention; the result has the format of products.
   *
   * <p>By the fused kernel, which never holds the whole matrix of scores, in float32, and in
   * bfloat16 where {@link Engine#fusesBfloat16} and no gradient is wanted: that kernel's backward
   * pass is slow on every processor. Elsewhere the two products and the softmax between them are
   * computed one after the other, a few rows at once so that the scores stay in the processor's
   * cache, and the probabilities kept for the backward pass.
   *
   * <p>All of shape {@code [batch, heads, tokens, head size]}; {@code mask} is added to the scores,
   * {@code TokenBatch.attentionMask} of the encoders returns one.
   */
  public Tensor attention(Tensor query, Tensor key, Tensor value, TensorOptional mask) {
    if (precision != Precision.BF16
        || (Engine.fusesBfloat16() && !wantsGradient(query, key, value))) {
      return fused(products(query), products(key), products(value), mask);
    }
    long scores = key.size(1) * query.size(2) * key.size(2);
    long rows = Math.max(1, SCORES_AT_ONCE / scores);
    if (query.size(0) <= rows) {
      return rows(products(query), products(key), products(value), mask);
    }
    TensorVector queries = products(query).split(rows);
    TensorVector keys = products(key).split(rows);
    TensorVector values = products(value).split(rows);
    TensorVector parts = new TensorVector();
    for (long i = 0, from = 0; i < queries.size(); from += queries.get(i++).size(0)) {
      Tensor part = queries.get(i);
      TensorOptional hidden =
          mask.has_value()
              ? new TensorOptional(mask.get().narrow(0, from, part.size(0)))
              : new TensorOptional();
      parts.push_back(rows(part, keys.get(i), values.get(i), hidden));
    }
    return torch.cat(parts, 0);
  }

  private Tensor fused(Tensor query, Tensor key, Tensor value, TensorOptional mask) {
    TensorOptional added =
        mask.has_value() ? new TensorOptional(products(mask.get())) : new TensorOptional();
    return torch.scaled_dot_product_attention(
        query, key, value, added, 0.0, false, new DoubleOptional(), false);
  }

  private static boolean wantsGradient(Tensor... inputs) {
    return GradMode.is_enabled() && Arrays.stream(inputs).anyMatch(Tensor::requires_grad);
  }

  /** Heads lie side by side in memory first: products of strided ones are half as fast. */
  private Tensor rows(Tensor query, Tensor key, Tensor value, TensorOptional mask) {
    Scalar scale = new Scalar(1 / Math.sqrt(query.size(-1)));
    Tensor scores = query.contiguous().mul(scale).matmul(key.contiguous().transpose(-2, -1));
    if (mask.has_value()) {
      scores.add_(products(mask.get()));
    }
    return torch.softmax(scores, -1).matmul(value.contiguous());
  }
}
