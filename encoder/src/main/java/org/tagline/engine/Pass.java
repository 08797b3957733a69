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
 * Context of one forward pass, and the layers that depend on it.
 *
 * <p>Thread-safe in inference. Concurrent passes with gradients each need a {@link
 * Parameters#replica replica} and, for reproducible dropout, a {@link #seeded generator} of their
 * own.
 *
 * @param parameters the model's weights
 * @param precision the number format of matrix products
 * @param training whether the pass applies dropout
 * @param dropout the dropout rate in training
 * @param random the generator of dropout masks
 */
public record Pass(
    Parameters parameters,
    Precision precision,
    boolean training,
    double dropout,
    GeneratorOptional random) {
  /** Maximum number of attention scores computed at a time in bfloat16, which take 8 MiB. */
  private static final long MAX_SCORES = 1L << 22;

  /** Returns a pass without dropout. */
  public static Pass inference(Parameters parameters, Precision precision) {
    return new Pass(parameters, precision, false, 0, new GeneratorOptional());
  }

  /**
   * Returns a training pass with dropout masks from the generator seeded by {@link Engine#seed}.
   */
  public static Pass training(Parameters parameters, Precision precision, double dropout) {
    return new Pass(parameters, precision, true, dropout, new GeneratorOptional());
  }

  /** Returns this pass with another dropout rate. */
  public Pass withDropout(double rate) {
    return new Pass(parameters, precision, training, rate, random);
  }

  /** Returns this pass with another format of products. */
  public Pass withPrecision(Precision products) {
    return new Pass(parameters, products, training, dropout, random);
  }

  /** Returns this pass with other weights of equal names and shapes. */
  public Pass over(Parameters weights) {
    return new Pass(weights, precision, training, dropout, random);
  }

  /**
   * Returns this pass with its own generator, which the open scope owns. Its dropout masks depend
   * on the seed alone, whatever other threads compute at the same time.
   */
  public Pass seeded(long seed) {
    Engine.start();
    GeneratorOptional own = new GeneratorOptional(torch.make_generator_cpu(seed));
    return new Pass(parameters, precision, training, dropout, own);
  }

  /**
   * Runs part of a pass and frees its intermediate tensors at the end, except those that the
   * backward pass needs. The caller's scope owns the result.
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

  /** Returns a weight by name. */
  public Tensor weight(String name) {
    return parameters.get(name);
  }

  /** Converts a tensor to the format of products; does nothing if it has that format already. */
  public Tensor products(Tensor x) {
    return x.to(precision.products());
  }

  /**
   * Applies the linear layer {@code module} and its adapter: {@code x W^T + b}; {@code [..., in]}
   * to {@code [..., out]}.
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
   * Applies several linear layers of equal size, with biases, to one input, as a single product
   * where that is faster. Each output is that of {@link #linear(Tensor, String)}.
   */
  public Tensor[] linear(Tensor x, String... modules) {
    Tensor[] outputs = new Tensor[modules.length];
    if (Arrays.stream(modules).allMatch(this::quantizes)) {
      Tensor concatenated = parameters.quantized(modules).apply(QuantizedRows.of(x));
      TensorVector chunks = concatenated.chunk(modules.length, -1);
      Arrays.setAll(outputs, chunks::get);
    } else {
      Arrays.setAll(outputs, i -> linear(x, modules[i]));
    }
    return outputs;
  }

  /**
   * Applies a feed-forward block of the linear layers {@code inner} and {@code outer} and its
   * residual connection: {@code state + dropout(f(state W1^T + b1) W2^T + b2)}, of the shape of
   * {@code state}.
   */
  public Tensor feedForward(Tensor state, String inner, Activation f, String outer) {
    if (quantizes(inner) && quantizes(outer)) {
      Tensor between = f.overwrite(linear(state, inner));
      return parameters.quantized(outer).plus(state, QuantizedRows.overwriting(between));
    }
    return plusDropped(state, activated(state, inner, f), outer);
  }

  /** Returns {@code f(x W^T + b)}, as a fused operation where the library has one. */
  private Tensor activated(Tensor x, String module, Activation f) {
    if (f == Activation.GELU && packs(module)) {
      return PackedLinear.gelu(products(x), packed(module), bias(module));
    }
    return f.apply(linear(x, module));
  }

  /** Returns {@code state + x W^T + b}, of the shape of {@code state}. */
  public Tensor plus(Tensor state, Tensor x, String module) {
    if (quantizes(module)) {
      return parameters.quantized(module).plus(state, QuantizedRows.of(x));
    }
    if (packs(module)) {
      return PackedLinear.plus(products(state), products(x), packed(module), bias(module));
    }
    return state.add(linear(x, module));
  }

  /** Returns {@code state + dropout(x W^T + b)}, of the shape of {@code state}. */
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
   * Applies layer normalization over the last dimension, computed in float32. The result is
   * float32, or in the format of products if this is a bfloat16 pass without gradients.
   */
  public Tensor layerNorm(Tensor x, String module, double epsilon) {
    Tensor weight = weight(module + ".weight");
    boolean half = keepsHalfPrecision();
    Tensor normed =
        torch.layer_norm(
            half ? x : x.to(ScalarType.Float),
            new long[] {weight.numel()},
            new TensorOptional(weight),
            new TensorOptional(weight(module + ".bias")),
            epsilon,
            true);
    return half ? products(normed) : normed;
  }

  /**
   * Whether activations stay in bfloat16 between products, which halves the memory traffic. Passes
   * in training or with gradients keep them in float32.
   */
  private boolean keepsHalfPrecision() {
    return precision == Precision.BF16 && Engine.packs(precision) && isInference();
  }

  private boolean packs(String module) {
    LoraAdapter adapter = parameters.activeAdapter();
    return Engine.packs(precision)
        && isInference()
        && (adapter == null || !adapter.adapts(module))
        && !weight(module + ".weight").requires_grad();
  }

  private boolean isInference() {
    return !training && !GradMode.is_enabled();
  }

  /**
   * Looks up rows of an embedding table; {@code [...]} ids to {@code [..., hidden]}.
   *
   * <p>In training, the gradient is computed only for the rows that were looked up. Tables hold
   * half the weights of a small model, and a batch reads few of their rows.
   */
  public Tensor embedding(Tensor ids, String module) {
    Tensor table = weight(module + ".weight");
    boolean sparse = training && table.requires_grad();
    if (sparse && !table.grad().defined()) {
      // If the first gradient were sparse, the accumulated gradient would stay sparse.
      table.mutable_grad().put(torch.zeros_like(table));
    }
    return torch.embedding(table, ids, -1, false, sparse);
  }

  /** Applies dropout in training and returns {@code x} unchanged otherwise. */
  public Tensor dropout(Tensor x) {
    return training && dropout > 0 ? Dropout.apply(x, dropout, random) : x;
  }

  /**
   * Computes scaled dot-product attention; the result has the format of products.
   *
   * <p>The fused kernel, which never stores the whole matrix of scores, is used in float32. It is
   * also used in bfloat16 if {@link Engine#fusesBfloat16} and no gradient is needed, because its
   * bfloat16 backward pass is slow on every processor. Otherwise the two products and the softmax
   * are separate operations. They process a few batch items at a time to keep the scores in the
   * processor's cache, and the backward pass keeps the probabilities.
   *
   * @param query the queries {@code [batch, heads, tokens, head size]}
   * @param key the keys, of the shape of {@code query} with their own number of tokens
   * @param value the values, of the shape of {@code key}
   * @param mask the tensor to add to the scores, such as {@code TokenBatch.attentionMask}
   */
  public Tensor attention(Tensor query, Tensor key, Tensor value, TensorOptional mask) {
    if (precision != Precision.BF16
        || (Engine.fusesBfloat16() && !needsGradient(query, key, value))) {
      return fused(products(query), products(key), products(value), mask);
    }
    long scores = key.size(1) * query.size(2) * key.size(2);
    long items = Math.max(1, MAX_SCORES / scores);
    if (query.size(0) <= items) {
      return unfused(products(query), products(key), products(value), mask);
    }
    TensorVector queries = products(query).split(items);
    TensorVector keys = products(key).split(items);
    TensorVector values = products(value).split(items);
    TensorVector parts = new TensorVector();
    for (long i = 0, from = 0; i < queries.size(); from += queries.get(i++).size(0)) {
      Tensor part = queries.get(i);
      TensorOptional partMask =
          mask.has_value()
              ? new TensorOptional(mask.get().narrow(0, from, part.size(0)))
              : new TensorOptional();
      parts.push_back(unfused(part, keys.get(i), values.get(i), partMask));
    }
    return torch.cat(parts, 0);
  }

  private Tensor fused(Tensor query, Tensor key, Tensor value, TensorOptional mask) {
    TensorOptional added =
        mask.has_value() ? new TensorOptional(products(mask.get())) : new TensorOptional();
    return torch.scaled_dot_product_attention(
        query, key, value, added, 0.0, false, new DoubleOptional(), false);
  }

  private static boolean needsGradient(Tensor... inputs) {
    return GradMode.is_enabled() && Arrays.stream(inputs).anyMatch(Tensor::requires_grad);
  }

  /** Makes the heads contiguous first, because products of strided tensors are half as fast. */
  private Tensor unfused(Tensor query, Tensor key, Tensor value, TensorOptional mask) {
    Scalar scale = new Scalar(1 / Math.sqrt(query.size(-1)));
    Tensor scores = query.contiguous().mul(scale).matmul(key.contiguous().transpose(-2, -1));
    if (mask.has_value()) {
      scores.add_(products(mask.get()));
    }
    return torch.softmax(scores, -1).matmul(value.contiguous());
  }
}
