package org.tagline.encoder;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;

/** Dropout and one linear layer, in float32 for it is small: the head of a bare encoder. */
public final class LinearHead implements Head {
  /** Name of the layer, which has one output per tag. */
  public static final String MODULE = "classifier";

  @Override
  public Tensor logits(Tensor documents, Pass pass) {
    Pass exact = pass.withPrecision(Precision.FP32);
    return exact.linear(exact.dropout(documents), MODULE).to(ScalarType.Float);
  }

  static List<ParameterSpec> parameters(long hidden, int tags) {
    return List.of(
        ParameterSpec.smallNormal(MODULE + ".weight", tags, hidden),
        ParameterSpec.zeros(MODULE + ".bias", tags));
  }
}
