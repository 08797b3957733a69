package org.tagline.encoder;

import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Pass;

/** From a document's vector to one logit a tag. Stateless: weights come with the {@link Pass}. */
public interface Head {

  /**
   * Scores documents.
   *
   * @param documents {@code [documents, hidden]} float32
   * @return {@code [documents, tags]} float32
   */
  Tensor logits(Tensor documents, Pass pass);
}
