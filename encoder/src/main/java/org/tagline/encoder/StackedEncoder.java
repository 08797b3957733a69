package org.tagline.encoder;

import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.tagline.engine.Pass;

/**
 * An encoder whose layers stand on each other and keep every token, so that a pass can be cut
 * between any two of them.
 */
interface StackedEncoder extends Encoder {

  int layers();

  /** What the names of the embeddings' weights begin with. */
  String embeddingsPrefix();

  /** What the names of a layer's weights begin with; layers are counted from 0. */
  String layerPrefix(int layer);

  /** {@code [batch, tokens, hidden]}: what the first layer reads. */
  Tensor embeddings(TokenBatch batch, Pass pass);

  /** A layer's first half, {@code [batch, tokens, hidden]} to the same. */
  Tensor attention(int layer, Tensor state, TensorOptional mask, Pass pass);

  /** A layer's second half, {@code [batch, tokens, hidden]} to the same. */
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

  /** The hidden states that layer {@code cut} reads. */
  default Tensor below(int cut, TokenBatch batch, Pass pass) {
    Tensor state = Pass.part(() -> embeddings(batch, pass));
    return layers(0, cut, state, batch, pass, seen -> {});
  }

  /** The rest of a pass whose hidden states below layer {@code cut} are given. */
  default Tensor above(int cut, Tensor state, TokenBatch batch, Pass pass) {
    return layers(cut, layers(), state, batch, pass, seen -> {});
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

  /** What attention needed is freed before the second half, which takes as much. */
  private Tensor layer(int layer, Tensor state, TensorOptional mask, Pass pass) {
    Tensor attended = Pass.part(() -> attention(layer, state, mask, pass));
    return feedForward(layer, attended, pass);
  }
}
