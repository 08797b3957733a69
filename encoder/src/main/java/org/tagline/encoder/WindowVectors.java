package org.tagline.encoder;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Pass;
import org.tagline.text.Window;

/**
 * Source of window vectors in training, computed or cached. Thread-safe for passes over different
 * gradient replicas.
 */
@FunctionalInterface
public interface WindowVectors {

  /**
   * Returns the windows' vectors, owned by the caller's open scope.
   *
   * @return the vectors {@code [windows, hidden]} float32, in the order given
   */
  Tensor of(List<Window> windows, Pass pass);
}
