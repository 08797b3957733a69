package org.tagline.engine;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Element-wise non-linearities. */
public enum Activation {
  GELU,
  GELU_TANH,
  RELU,
  TANH,
  SILU;

  /**
   * Returns the activation with the name that configurations give it.
   *
   * @throws IllegalArgumentException if the name is unknown
   */
  public static Activation named(String name) {
    return switch (name) {
      case "gelu" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> GELU_TANH;
      case "relu" -> RELU;
      case "tanh" -> TANH;
      case "silu", "swish" -> SILU;
      default ->
          throw new IllegalArgumentException(
              "unknown activation \"" + name + "\"; known are gelu, gelu_new, relu, silu and tanh");
    };
  }

  /** Returns the activation of each element of {@code x}. */
  Tensor apply(Tensor x) {
    return switch (this) {
      case GELU -> torch.gelu(x);
      case GELU_TANH -> torch.gelu(x, "tanh");
      case RELU -> x.relu();
      case TANH -> x.tanh();
      case SILU -> torch.silu(x);
    };
  }

  /** Applies the activation in place: the result overwrites {@code x}. */
  Tensor overwrite(Tensor x) {
    return switch (this) {
      case GELU -> torch.gelu_(x);
      case GELU_TANH -> torch.gelu_(x, "tanh");
      case RELU -> x.relu_();
      case TANH -> x.tanh_();
      case SILU -> torch.silu_(x);
    };
  }
}
