package org.tagline.engine;

import java.util.Arrays;
import java.util.Collection;
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
 * A model's weights by the published checkpoints' names, float32.
 *
 * <p>Owns its tensors: {@link #close} frees them. Not thread-safe while training; reading is.
 */
public final class Parameters implements AutoCloseable {
  private final Map<String, Tensor> tensors;
  private final Map<String, Tensor> converted = new ConcurrentHashMap<>();
  private final Map<String, Tensor> packed = new ConcurrentHashMap<>();
  private final Map<List<String>, QuantizedLinear> quantized = new ConcurrentHashMap<>();
  private @Nullable LoraAdapter adapter;
  private boolean merged;

  /** Takes over the tensors, in the map's order. */
  public Parameters(Map<String, Tensor> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** The weight of that name, of the model or of its adapter. */
  public Tensor trained(String name) {
    Tensor tensor = adapter == null ? null : adapter.asMap().get(name);
    return tensor == null ? get(name) : tensor;
  }

  /** Fresh weights from the generator seeded by {@link Engine#seed}. */
  public static Parameters fresh(Collection<ParameterSpec> specs, double initializerRange) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    specs.forEach(spec -> tensors.put(spec.name(), fresh(spec, initializerRange)));
    return new Parameters(tensors);
  }

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

  /** The weight of that name; the tensor stays owned here. */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the model has no weight " + name);
    }
    return tensor;
  }

  /** The weight in a format for products; converted once where no gradient is needed. */
  Tensor forProducts(String name, Precision precision) {
    Tensor weight = get(name);
    if (precision != Precision.BF16 || weight.requires_grad()) {
      return weight.to(precision.products());
    }
    return converted.computeIfAbsent(name, missing -> kept(() -> weight.to(precision.products())));
  }

  /** The weight of a linear layer for {@link PackedLinear} in that format; made once. */
  Tensor packed(String name, Precision precision) {
    return packed.computeIfAbsent(
        precision + " " + name,
        missing -> kept(() -> PackedLinear.pack(get(name).to(precision.products()))));
  }

  /** Linear layers of one input in 8-bit integers, under each other; made once. */
  QuantizedLinear quantized(String... modules) {
    return quantized.computeIfAbsent(
        List.of(modules),
        missing -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard noGrad = new NoGradGuard()) {
            boolean biased = has(modules[0] + ".bias");
            return QuantizedLinear.of(
                together(modules, ".weight"), biased ? together(modules, ".bias") : null);
          }
        });
  }

  private Tensor together(String[] modules, String suffix) {
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

  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /** The tensors by name in their order; a view that must not outlive this. */
  public Map<String, Tensor> asMap() {
    return java.util.Collections.unmodifiableMap(tensors);
  }

  /** How many numbers the model has. */
  public long count() {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** Lets gradients flow to every weight, or to none. */
  public void requireGradients(boolean required) {
    requireGradients(name -> required);
  }

  /** Lets gradients flow to the weights of these names alone. */
  public void requireGradients(Predicate<String> trained) {
    forgetConverted();
    tensors.forEach((name, tensor) -> tensor.requires_grad_(trained.test(name)));
  }

  /**
   * The same weights, in the same memory, with gradients of their own: two passes with gradients
   * can then run side by side. To be closed before this, and made anew after {@link
   * #requireGradients}.
   */
  public Parameters replica() {
    Parameters replica = new Parameters(replicas(tensors));
    replica.adapter = adapter == null ? null : adapter.replica();
    replica.merged = merged;
    return replica;
  }

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

  /** Lets an adapter act on these weights; it is owned here from now on. */
  public void attach(LoraAdapter attached) {
    if (adapter != null) {
      throw new IllegalStateException("the model has an adapter already");
    }
    adapter = attached;
  }

  /** Makes the attached adapter part of the weights; {@link #adapter} still gives it. */
  public void mergeAdapter() {
    if (adapter != null && !merged) {
      forgetConverted();
      adapter.mergeInto(this);
      merged = true;
    }
  }

  /** The adapter that was trained or read with these weights, merged or not; owned here. */
  public Optional<LoraAdapter> adapter() {
    return Optional.ofNullable(adapter);
  }

  /** The adapter whose additions are not yet in the weights. */
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
