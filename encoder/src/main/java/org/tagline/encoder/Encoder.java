package org.tagline.encoder;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.tagline.engine.Pass;

/**
 * A transformer that turns tokens into vectors. Stateless: weights come with the {@link Pass}.
 *
 * <p>An implementation is one file with the published parameter names and one line in {@link
 * Architectures}.
 */
public interface Encoder {

  /** Length of a token's vector. */
  int hiddenSize();

  /** Longest window the encoder reads, special tokens included. */
  int maxTokens();

  /**
   * Windows are padded to a multiple of so many tokens, so that the engine prepares its products
   * for a few sizes and not for every length. An encoder whose result depends on padding returns 1.
   */
  default int lengthStep() {
    return 1;
  }

  /**
   * Encodes a batch.
   *
   * @param observer sees each hidden state from the embeddings to the last layer; one may be freed
   *     as soon as the next is there
   * @return {@code [batch, tokens, hidden]}, float32, or in the pass's format of products where no
   *     gradient is wanted; an encoder that pools may return fewer tokens
   */
  Tensor forward(TokenBatch batch, Pass pass, Consumer<Tensor> observer);

  /** {@link #forward(TokenBatch, Pass, Consumer)} for those who want the result alone. */
  default Tensor forward(TokenBatch batch, Pass pass) {
    return forward(batch, pass, state -> {});
  }
}
