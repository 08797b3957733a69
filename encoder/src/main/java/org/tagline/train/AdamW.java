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
 * AdamW (Loshchilov and Hutter, 2017, https://arxiv.org/abs/1711.05101) with no decay on biases and
 * LayerNorm, computed as {@code torch.optim.AdamW} does.
 *
 * <p>Owns its two moments a weight, which a checkpoint can take out and put back; the weights stay
 * their owner's. Not thread-safe.
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

  /** Prepares moments of zero for every weight that requires gradients. */
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

  /** Scales the gradients down to that norm; returns the norm they had. */
  public double clip(double maxNorm) {
    try (PointerScope scope = new PointerScope()) {
      TensorVector trained = new TensorVector();
      weights.values().forEach(trained::push_back);
      return torch.clip_grad_norm_(trained, maxNorm, 2.0, false);
    }
  }

  /** Moves every weight that has a gradient. */
  public void step(double learningRate) {
    steps++;
    try (NoGradGuard noGrad = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      move(AdamW::decays, learningRate, weightDecay);
      move(name -> !decays(name), learningRate, 0);
    }
  }

  /** All moments and weights in one pass over memory; the schema's arguments in its order. */
  private void move(Predicate<String> which, double learningRate, double decay) {
    List<IValue> moved = new ArrayList<>();
    List<IValue> gradients = new ArrayList<>();
    List<IValue> means = new ArrayList<>();
    List<IValue> squares = new ArrayList<>();
    weights.forEach(
        (name, weight) -> {
          if (which.test(name) && weight.grad().defined()) {
            moved.add(new IValue(weight));
            gradients.add(new IValue(weight.grad()));
            means.add(new IValue(moment(mean, name)));
            squares.add(new IValue(moment(square, name)));
          }
        });
    if (moved.isEmpty()) {
      return;
    }
    IValue step = new IValue(torch.full(new long[0], new Scalar((double) steps)));
    STEP.run(
        STEP.list(0, moved),
        STEP.list(1, gradients),
        STEP.list(2, means),
        STEP.list(3, squares),
        STEP.list(4, List.of()),
        STEP.list(5, Collections.nCopies(moved.size(), step)),
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

  /** Whether weight decay applies to a weight of that name. */
  public static boolean decays(String name) {
    return !name.endsWith("bias")
        && !name.endsWith("LayerNorm.weight")
        && !name.endsWith("layer_norm.weight");
  }

  /** The moments under {@code mean.NAME} and {@code square.NAME}; still owned here. */
  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    mean.forEach((name, tensor) -> state.put("mean." + name, tensor));
    square.forEach((name, tensor) -> state.put("square." + name, tensor));
    return state;
  }

  /** Copies moments that {@link #state} gave at that step. */
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
