package org.tagline.encoder;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.tagline.engine.Pass;

/**
 * An encoder of consecutive layers that keep all tokens, so that a pass can be cut between any two
 * layers. Layers are counted from 0.
 */
interface StackedEncoder extends Encoder {

  /** Returns the number of layers. */
  int layers();

  /** Returns the prefix of the names of the embeddings' weights. */
  String embeddingsPrefix();

  /** Returns the prefix of the names of a layer's weights. */
  String layerPrefix(int layer);

  /** Computes the input of the first layer, {@code [batch, tokens, hidden]}. */
  Tensor embeddings(TokenBatch batch, Pass pass);

  /** Applies a layer's attention block to a state {@code [batch, tokens, hidden]}. */
  Tensor attention(int layer, Tensor state, TensorOptional mask, Pass pass);

  /** Applies a layer's feed-forward block to a state {@code [batch, tokens, hidden]}. */
  Tensor feedForward(int layer, Tensor attended, Pass pass);

  @Override
  default int lengthStep() {
    return 32;
  }

  @Override
  default Tensor forward(TokenBatch batch, Pass pass, Consumer<Tensor> observer) {
    Tensor state = Pass.part(() -> embeddings(batch, pass));
    observer.accept(state);
    return layers(0, layers(), state, batch, pass, observer);
  }

  /** Computes the input of layer {@code cut}. */
  default Tensor below(int cut, TokenBatch batch, Pass pass) {
    Tensor state = Pass.part(() -> embeddings(batch, pass));
    return layers(0, cut, state, batch, pass, ignored -> {});
  }

  /** Completes a pass from the input of layer {@code cut}. */
  default Tensor above(int cut, Tensor state, TokenBatch batch, Pass pass) {
    return layers(cut, layers(), state, batch, pass, ignored -> {});
  }

  private Tensor layers(
      int from, int to, Tensor below, TokenBatch batch, Pass pass, Consumer<Tensor> observer) {
    TensorOptional mask = batch.attentionMask();
    Tensor state = below;
    for (int i = from; i < to; i++) {
      int layer = i;
      Tensor before = state;
      state = Pass.part(() -> layer(layer, before, mask, pass));
      observer.accept(state);
      if (i > from) {
        before.close();
      }
    }
    return state;
  }

  /** Frees the intermediate tensors of attention before the feed-forward block needs as much. */
  private Tensor layer(int layer, Tensor state, TensorOptional mask, Pass pass) {
    Tensor attended = Pass.part(() -> attention(layer, state, mask, pass));
    return feedForward(layer, attended, pass);
  }
}
