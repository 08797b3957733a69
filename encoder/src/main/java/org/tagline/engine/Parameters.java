package org.tagline.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The float32 weights of a model, by their names in published checkpoints.
 *
 * <p>Owns its tensors; {@link #close} frees them. Concurrent reads are safe; training is not.
 */
public final class Parameters implements AutoCloseable {
  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> converted = new ConcurrentHashMap<>();
  private final Map<String, Tensor> packed = new ConcurrentHashMap<>();
  private final Map<List<String>, QuantizedLinear> quantized = new ConcurrentHashMap<>();
  private @Nullable LoraAdapter adapter;
  private boolean merged;

  /** Takes ownership of the tensors and keeps the map's order. */
  public Parameters(Map<String, Tensor> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /**
   * Returns a weight of the model or of its adapter.
   *
   * @throws IllegalArgumentException if neither has a weight of this name
   */
  public Tensor trained(String name) {
    Tensor tensor = adapter == null ? null : adapter.asMap().get(name);
    return tensor == null ? get(name) : tensor;
  }

  /**
   * Creates fresh weights from the generator seeded by {@link Engine#seed}.
   *
   * @param specs the weights, drawn in this order
   * @param initializerRange the configuration's {@code initializer_range}
   */
  public static Parameters fresh(Collection<ParameterSpec> specs, double initializerRange) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    specs.forEach(spec -> tensors.put(spec.name(), fresh(spec, initializerRange)));
    return new Parameters(tensors);
  }

  /** Creates one fresh weight from the generator seeded by {@link Engine#seed}. */
  public static Tensor fresh(ParameterSpec spec, double initializerRange) {
    Tensor tensor = torch.zeros(spec.shape(), new TensorOptions(ScalarType.Float));
    GeneratorOptional global = new GeneratorOptional();
    switch (spec.start()) {
      case NORMAL -> tensor.normal_(0, initializerRange, global);
      case SMALL_NORMAL -> tensor.normal_(0, 0.02, global);
      case STANDARD_NORMAL -> tensor.normal_(0, 1, global);
      case GLOROT ->
          tensor.normal_(0, Math.sqrt(1.0 / (spec.shape()[0] + spec.shape()[1])), global);
      case UNIFORM -> tensor.uniform_(0, initializerRange, global);
      case ONES -> tensor.fill_(new Scalar(1f));
      case ZEROS -> tensor.zero_();
    }
    return tensor;
  }

  /**
   * Returns a weight, which these parameters continue to own.
   *
   * @throws IllegalArgumentException if the model has no weight of this name
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the model has no weight " + name);
    }
    return tensor;
  }

  /**
   * Returns a weight in the format of products. The conversion is cached unless the weight needs a
   * gradient.
   */
  Tensor forProducts(String name, Precision precision) {
    Tensor weight = get(name);
    if (precision != Precision.BF16 || weight.requires_grad()) {
      return weight.to(precision.products());
    }
    return converted.computeIfAbsent(name, missing -> kept(() -> weight.to(precision.products())));
  }

  /** Returns a linear layer's weight packed by {@link PackedLinear}; packed once and cached. */
  Tensor packed(String name, Precision precision) {
    return packed.computeIfAbsent(
        precision + " " + name,
        missing -> kept(() -> PackedLinear.pack(get(name).to(precision.products()))));
  }

  /**
   * Returns linear layers with a common input as one INT8 layer, whose outputs are concatenated;
   * quantized once and cached.
   */
  QuantizedLinear quantized(String... modules) {
    return quantized.computeIfAbsent(
        List.of(modules),
        missing -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard noGrad = new NoGradGuard()) {
            boolean biased = has(modules[0] + ".bias");
            return QuantizedLinear.of(
                concatenated(modules, ".weight"), biased ? concatenated(modules, ".bias") : null);
          }
        });
  }

  private Tensor concatenated(String[] modules, String suffix) {
    TensorVector tensors = new TensorVector();
    Arrays.stream(modules).map(module -> get(module + suffix)).forEach(tensors::push_back);
    return torch.cat(tensors, 0);
  }

  private static Tensor kept(Supplier<Tensor> conversion) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor kept = conversion.get();
      kept.retainReference();
      return kept;
    }
  }

  /** Whether the model has a weight of this name; the adapter's do not count. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** Returns the names of the model's weights in their order. */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /** Returns the weights by name, as a view that must not outlive these parameters. */
  public Map<String, Tensor> asMap() {
    return Collections.unmodifiableMap(tensors);
  }

  /** Returns the number of parameters in all weights. */
  public long count() {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** Sets whether gradients are computed for all weights or for none. */
  public void requireGradients(boolean required) {
    requireGradients(name -> required);
  }

  /** Sets the weights for which gradients are computed, by a predicate on their names. */
  public void requireGradients(Predicate<String> trained) {
    forgetConverted();
    tensors.forEach((name, tensor) -> tensor.requires_grad_(trained.test(name)));
  }

  /**
   * Returns a replica that shares the weights' memory but has its own gradients, so that passes
   * with gradients can run concurrently. Close it before these parameters, and create a new one
   * after each {@link #requireGradients}.
   */
  public Parameters replica() {
    Parameters replica = new Parameters(replicas(tensors));
    replica.adapter = adapter == null ? null : adapter.replica();
    replica.merged = merged;
    return replica;
  }

  /** Returns detached tensors that share the memory of the given ones. */
  static Map<String, Tensor> replicas(Map<String, Tensor> tensors) {
    Map<String, Tensor> replicas = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          try (PointerScope scope = new PointerScope()) {
            Tensor replica = tensor.detach().requires_grad_(tensor.requires_grad());
            replica.retainReference();
            replicas.put(name, replica);
          }
        });
    return replicas;
  }

  /**
   * Attaches an adapter and takes ownership of it.
   *
   * @throws IllegalStateException if the model has an adapter already
   */
  public void attach(LoraAdapter attached) {
    if (adapter != null) {
      throw new IllegalStateException("the model has an adapter already");
    }
    adapter = attached;
  }

  /** Merges the attached adapter into the weights; {@link #adapter} still returns it. */
  public void mergeAdapter() {
    if (adapter != null && !merged) {
      forgetConverted();
      adapter.mergeInto(this);
      merged = true;
    }
  }

  /** Returns the attached adapter, merged or not, which these parameters own. */
  public Optional<LoraAdapter> adapter() {
    return Optional.ofNullable(adapter);
  }

  /** Returns the attached adapter unless it has been merged. */
  @Nullable LoraAdapter activeAdapter() {
    return merged ? null : adapter;
  }

  private void forgetConverted() {
    converted.values().forEach(Tensor::close);
    converted.clear();
    packed.values().forEach(Tensor::close);
    packed.clear();
    quantized.values().forEach(QuantizedLinear::close);
    quantized.clear();
  }

  @Override
  public void close() {
    forgetConverted();
    tensors.values().forEach(Tensor::close);
    if (adapter != null) {
      adapter.close();
    }
  }
}
