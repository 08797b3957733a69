package org.tagline.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Low-rank additions to linear layers (LoRA; Hu et al., 2021, https://arxiv.org/abs/2106.09685). An
 * adapted layer uses {@code W + alpha / rank * B A} in place of its weight {@code W}.
 *
 * <p>The weights have PEFT's names within a model: {@code MODULE.lora_A.weight [rank, in]} and
 * {@code MODULE.lora_B.weight [out, rank]}. The adapter owns them and {@link #close} frees them.
 * Concurrent reads are safe; training is not.
 */
public final class LoraAdapter implements AutoCloseable {
  public static final String A = ".lora_A.weight";
  public static final String B = ".lora_B.weight";

  private final int rank;
  private final double alpha;
  private final double dropout;
  private final Map<String, Tensor> weights;

  /**
   * Creates an adapter that owns the given weights, an A and a B for each module.
   *
   * @param rank the inner dimension of every A and B
   * @param alpha the numerator of the scaling factor {@code alpha / rank}
   * @param dropout the dropout rate of the adapter's inputs in training
   * @param weights the tensors by name
   * @throws IllegalArgumentException if a module has an A without a B, or a B without an A
   */
  public LoraAdapter(int rank, double alpha, double dropout, Map<String, Tensor> weights) {
    for (String name : weights.keySet()) {
      if (!weights.containsKey(moduleOf(name) + (name.endsWith(A) ? B : A))) {
        throw new IllegalArgumentException(
            "the adapter has only one of the two weights of " + moduleOf(name));
      }
    }
    this.rank = rank;
    this.alpha = alpha;
    this.dropout = dropout;
    this.weights = new LinkedHashMap<>(weights);
  }

  /**
   * Returns a new adapter that does not change the model yet, initialized like PEFT's: A is uniform
   * in ± 1 / √in and B is zero. Draws from the generator seeded by {@link Engine#seed}.
   *
   * @param modules the names of the linear layers to adapt, such as {@code
   *     bert.encoder.layer.0.attention.self.query}
   */
  public static LoraAdapter fresh(
      int rank, double alpha, double dropout, Parameters model, Collection<String> modules) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    TensorOptions floats = new TensorOptions(ScalarType.Float);
    for (String module : modules) {
      long[] shape = model.get(module + ".weight").shape();
      double bound = 1 / Math.sqrt(shape[1]);
      Tensor a = torch.zeros(new long[] {rank, shape[1]}, floats);
      weights.put(module + A, a.uniform_(-bound, bound, new GeneratorOptional()));
      weights.put(module + B, torch.zeros(new long[] {shape[0], rank}, floats));
    }
    return new LoraAdapter(rank, alpha, dropout, weights);
  }

  public int rank() {
    return rank;
  }

  public double alpha() {
    return alpha;
  }

  public double dropout() {
    return dropout;
  }

  /** Returns the names of the adapted layers in the model's order. */
  public List<String> modules() {
    return weights.keySet().stream()
        .filter(name -> name.endsWith(A))
        .map(LoraAdapter::moduleOf)
        .toList();
  }

  /** Whether this layer is adapted. */
  boolean adapts(String module) {
    return weights.containsKey(module + A);
  }

  /** Whether a weight with this name belongs to an adapter. */
  public static boolean isWeight(String name) {
    return name.endsWith(A) || name.endsWith(B);
  }

  /** Returns the name of the layer that an adapter's weight belongs to. */
  public static String moduleOf(String weight) {
    return weight.substring(0, weight.length() - A.length());
  }

  /** Returns a replica that shares the weights' memory but has its own gradients. */
  LoraAdapter replica() {
    return new LoraAdapter(rank, alpha, dropout, Parameters.replicas(weights));
  }

  /** Returns the weights by name, as a view that must not outlive this adapter. */
  public Map<String, Tensor> asMap() {
    return Collections.unmodifiableMap(weights);
  }

  /**
   * Returns the term that the adapter adds to the module's output for the input {@code x}, or null
   * if the module is not adapted.
   */
  @Nullable Tensor addition(Tensor x, String module, Pass pass) {
    Tensor a = weights.get(module + A);
    Tensor b = weights.get(module + B);
    if (a == null || b == null) {
      return null;
    }
    Tensor input = pass.training() && dropout > 0 ? Dropout.apply(x, dropout, pass.random()) : x;
    ScalarType format = x.scalar_type().intern();
    Tensor low = Engine.linear(input, a.to(format), new TensorOptional());
    return Engine.linear(low, b.to(format), new TensorOptional()).mul(new Scalar(scaling()));
  }

  /** Adds {@code alpha / rank * B A} to the weight of each adapted layer. */
  void mergeInto(Parameters model) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      for (String module : modules()) {
        try (PointerScope scope = new PointerScope()) {
          Tensor b = weight(module + B).to(ScalarType.Double);
          Tensor added = b.matmul(weight(module + A).to(ScalarType.Double));
          Tensor target = model.get(module + ".weight");
          target.copy_(target.to(ScalarType.Double).add(added, new Scalar(scaling())));
        }
      }
    }
  }

  private Tensor weight(String name) {
    Tensor tensor = weights.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the adapter has no weight " + name);
    }
    return tensor;
  }

  private double scaling() {
    return alpha / rank;
  }

  @Override
  public void close() {
    weights.values().forEach(Tensor::close);
  }
}
