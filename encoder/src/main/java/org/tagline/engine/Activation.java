package org.tagline.engine;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Element-wise non-linearities under the names that configurations use. */
public enum Activation {
  GELU,
  GELU_TANH,
  RELU,
  TANH,
  SILU;

  public static Activation named(String name) {
    return switch (name) {
      case "gelu" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> GELU_TANH;
      case "relu" -> RELU;
      case "tanh" -> TANH;
      case "silu", "swish" -> SILU;
      default ->
          throw new IllegalArgumentException(
              "the activation \""
                  + name
                  + "\" is not known here (gelu, gelu_new, relu, silu, tanh)");
    };
  }

  Tensor apply(Tensor x) {
    return switch (this) {
      case GELU -> torch.gelu(x);
      case GELU_TANH -> torch.gelu(x, "tanh");
      case RELU -> x.relu();
      case TANH -> x.tanh();
      case SILU -> torch.silu(x);
    };
  }

  /** {@link #apply} in the memory of {@code x}. */
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
