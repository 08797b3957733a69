package org.tagline.encoder;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Pass;
import org.tagline.text.Window;

/**
 * Where windows' vectors come from while a model is trained: computed, or remembered. Thread-safe,
 * for passes over gradients of their own.
 */
@FunctionalInterface
public interface WindowVectors {

  /**
   * The windows' vectors, for a caller with an open scope.
   *
   * @return {@code [windows, hidden]} float32, in the order given
   */
  Tensor of(List<Window> windows, Pass pass);
}
