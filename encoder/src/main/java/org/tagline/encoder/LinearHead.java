package org.tagline.encoder;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;

/** Classification head of dropout and a linear layer, which is small and stays in float32. */
public final class LinearHead implements Head {
  /** Name of the layer, which has one output per tag. */
  public static final String MODULE = "classifier";

  @Override
  public Tensor logits(Tensor documents, Pass pass) {
    Pass float32 = pass.withPrecision(Precision.FP32);
    return float32.linear(float32.dropout(documents), MODULE).to(ScalarType.Float);
  }

  /** Returns the layer's weights for a number of tags. */
  static List<ParameterSpec> parameters(long hidden, int tags) {
    return List.of(
        ParameterSpec.smallNormal(MODULE + ".weight", tags, hidden),
        ParameterSpec.zeros(MODULE + ".bias", tags));
  }
}
