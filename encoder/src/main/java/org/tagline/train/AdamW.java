package org.tagline.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.tagline.engine.LibraryOperator;

/**
 * AdamW (Loshchilov and Hutter, 2017, https://arxiv.org/abs/1711.05101) without weight decay on
 * biases and LayerNorm, computed like {@code torch.optim.AdamW}.
 *
 * <p>Owns two moments per weight, which checkpoints save and restore; it does not own the weights.
 * Not thread-safe.
 */
public final class AdamW implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private static final LibraryOperator STEP = new LibraryOperator("aten::_fused_adamw_", "");

  private final Map<String, Tensor> weights;
  private final double weightDecay;
  private final Map<String, Tensor> mean = new LinkedHashMap<>();
  private final Map<String, Tensor> square = new LinkedHashMap<>();
  private long steps;

  /** Creates zero moments for every weight that requires gradients. */
  public AdamW(Map<String, Tensor> weights, double weightDecay) {
    this.weights = new LinkedHashMap<>();
    this.weightDecay = weightDecay;
    weights.forEach(
        (name, weight) -> {
          if (weight.requires_grad()) {
            this.weights.put(name, weight);
            mean.put(name, torch.zeros_like(weight));
            square.put(name, torch.zeros_like(weight));
          }
        });
  }

  /** Scales the gradients down to a maximum norm; returns their norm before scaling. */
  public double clip(double maxNorm) {
    try (PointerScope scope = new PointerScope()) {
      TensorVector trained = new TensorVector();
      weights.values().forEach(trained::push_back);
      return torch.clip_grad_norm_(trained, maxNorm, 2.0, false);
    }
  }

  /** Updates every weight that has a gradient. */
  public void step(double learningRate) {
    steps++;
    try (NoGradGuard noGrad = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      update(AdamW::decays, learningRate, weightDecay);
      update(name -> !decays(name), learningRate, 0);
    }
  }

  /**
   * Updates weights and moments in one pass over memory. The arguments have the order of the
   * operator's schema.
   */
  private void update(Predicate<String> which, double learningRate, double decay) {
    List<IValue> updated = new ArrayList<>();
    List<IValue> gradients = new ArrayList<>();
    List<IValue> means = new ArrayList<>();
    List<IValue> squares = new ArrayList<>();
    weights.forEach(
        (name, weight) -> {
          if (which.test(name) && weight.grad().defined()) {
            updated.add(new IValue(weight));
            gradients.add(new IValue(weight.grad()));
            means.add(new IValue(moment(mean, name)));
            squares.add(new IValue(moment(square, name)));
          }
        });
    if (updated.isEmpty()) {
      return;
    }
    IValue step = new IValue(torch.full(new long[0], new Scalar((double) steps)));
    STEP.run(
        STEP.list(0, updated),
        STEP.list(1, gradients),
        STEP.list(2, means),
        STEP.list(3, squares),
        STEP.list(4, List.of()),
        STEP.list(5, Collections.nCopies(updated.size(), step)),
        new IValue(learningRate),
        new IValue(BETA1),
        new IValue(BETA2),
        new IValue(decay),
        new IValue(EPSILON),
        new IValue(false),
        new IValue(false),
        new IValue(),
        new IValue());
  }

  /** Sets all gradients to zero. */
  public void zeroGradients() {
    for (Tensor weight : weights.values()) {
      try (PointerScope scope = new PointerScope()) {
        Tensor gradient = weight.grad();
        if (gradient.defined()) {
          gradient.zero_();
        }
      }
    }
  }

  /** Returns whether weight decay applies to the weight with the given name. */
  public static boolean decays(String name) {
    return !name.endsWith("bias")
        && !name.endsWith("LayerNorm.weight")
        && !name.endsWith("layer_norm.weight");
  }

  /**
   * Returns the moments under the names {@code mean.NAME} and {@code square.NAME}; the optimizer
   * keeps owning them.
   */
  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    mean.forEach((name, tensor) -> state.put("mean." + name, tensor));
    square.forEach((name, tensor) -> state.put("square." + name, tensor));
    return state;
  }

  /** Restores moments that {@link #state} returned after a number of steps. */
  void restore(Map<String, Tensor> state, long step) {
    state().forEach((name, tensor) -> tensor.copy_(moment(state, name)));
    steps = step;
  }

  private static Tensor moment(Map<String, Tensor> moments, String name) {
    Tensor tensor = moments.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the checkpoint lacks the optimizer's " + name);
    }
    return tensor;
  }

  @Override
  public void close() {
    mean.values().forEach(Tensor::close);
    square.values().forEach(Tensor::close);
  }
}
