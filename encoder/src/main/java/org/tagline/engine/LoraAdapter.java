package org.tagline.engine;

import java.util.Collection;
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
 * Low-rank additions to linear layers (LoRA; Hu et al., 2021, https://arxiv.org/abs/2106.09685): a
 * layer's {@code W} acts as {@code W + alpha / rank * B A}.
 *
 * <p>Weights have PEFT's names within a model: {@code MODULE.lora_A.weight [rank, in]} and {@code
 * MODULE.lora_B.weight [out, rank]}. Owns them; {@link #close} frees them. Not thread-safe while
 * training; reading is.
 */
public final class LoraAdapter implements AutoCloseable {
  public static final String A = ".lora_A.weight";
  public static final String B = ".lora_B.weight";

  private final int rank;
  private final double alpha;
  private final double dropout;
  private final Map<String, Tensor> weights;

  /**
   * Takes over the weights: an A and a B of that rank for each module; an A without its B, or the
   * other way round, gives an IllegalArgumentException.
   */
  public LoraAdapter(int rank, double alpha, double dropout, Map<String, Tensor> weights) {
    for (String name : weights.keySet()) {
      if (!weights.containsKey(moduleOf(name) + (name.endsWith(A) ? B : A))) {
        throw new IllegalArgumentException("the adapter has only one half of " + moduleOf(name));
      }
    }
    this.rank = rank;
    this.alpha = alpha;
    this.dropout = dropout;
    this.weights = new LinkedHashMap<>(weights);
  }

  /**
   * An adapter that changes nothing yet, as PEFT begins one: A uniform in ± 1 / √in, B zero. Draws
   * from the generator seeded by {@link Engine#seed}.
   *
   * @param modules linear layers of the model, such as {@code
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

  /** The adapted layers, in the model's order. */
  public List<String> modules() {
    return weights.keySet().stream()
        .filter(name -> name.endsWith(A))
        .map(LoraAdapter::moduleOf)
        .toList();
  }

  /** Whether it adds to that layer's output. */
  boolean adapts(String module) {
    return weights.containsKey(module + A);
  }

  public static boolean isWeight(String name) {
    return name.endsWith(A) || name.endsWith(B);
  }

  /** The layer that one of an adapter's weights belongs to. */
  public static String moduleOf(String weight) {
    return weight.substring(0, weight.length() - A.length());
  }

  /** The same weights, in the same memory, with gradients of their own. */
  LoraAdapter replica() {
    return new LoraAdapter(rank, alpha, dropout, Parameters.replicas(weights));
  }

  /** The weights by name; a view that must not outlive this. */
  public Map<String, Tensor> asMap() {
    return java.util.Collections.unmodifiableMap(weights);
  }

  /** What the module adds to its output for {@code x}; null where it is not adapted. */
  @Nullable Tensor addition(Tensor x, String module, Pass pass) {
    Tensor a = weights.get(module + A);
    Tensor b = weights.get(module + B);
    if (a == null || b == null) {
      return null;
    }
    Tensor seen = pass.training() && dropout > 0 ? Dropout.apply(x, dropout, pass.random()) : x;
    ScalarType format = x.scalar_type().intern();
    Tensor low = Engine.linear(seen, a.to(format), new TensorOptional());
    return Engine.linear(low, b.to(format), new TensorOptional()).mul(new Scalar(scaling()));
  }

  /** Adds to each adapted layer's weight what the adapter adds to its output. */
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
      throw new IllegalArgumentException("the adapter lacks " + name);
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
