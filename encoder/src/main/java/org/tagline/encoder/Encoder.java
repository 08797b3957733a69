package org.tagline.encoder;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Pass;

/**
 * A transformer that turns tokens into vectors. Stateless and thread-safe, because the {@link Pass}
 * holds the weights.
 */
public interface Encoder {

  /** Returns the length of a token's vector. */
  int hiddenSize();

  /** Returns the length of the longest window in tokens, including special tokens. */
  int maxTokens();

  /**
   * Returns the number of tokens to whose multiples windows are padded, so that the engine prepares
   * its products for few sizes. An encoder whose result depends on padding returns 1.
   */
  default int lengthStep() {
    return 1;
  }

  /**
   * Encodes a batch.
   *
   * @param observer receives each hidden state, from the embeddings to the last layer; a state may
   *     be freed when the next one is complete
   * @return the last hidden state {@code [batch, tokens, hidden]}, in float32, or in the pass's
   *     format of products if no gradient is needed; an encoder that pools returns fewer tokens
   */
  Tensor forward(TokenBatch batch, Pass pass, Consumer<Tensor> observer);

  /** Encodes a batch without an observer. */
  default Tensor forward(TokenBatch batch, Pass pass) {
    return forward(batch, pass, state -> {});
  }
}
