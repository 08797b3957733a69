package org.tagline.encoder;

import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Pass;

/**
 * Classification head: one logit per tag from a document's vector. Stateless and thread-safe,
 * because the {@link Pass} holds the weights.
 */
public interface Head {

  /**
   * Computes the logits of documents.
   *
   * @param documents the document vectors {@code [documents, hidden]} float32
   * @return the logits {@code [documents, tags]} float32
   */
  Tensor logits(Tensor documents, Pass pass);
}
