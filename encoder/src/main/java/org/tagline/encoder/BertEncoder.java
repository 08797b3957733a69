package org.tagline.encoder;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.engine.Activation;
import org.tagline.engine.Pass;

/**
 * Forward pass of BERT and DistilBERT: embeddings, then layers of self-attention and feed-forward
 * blocks, each normalized after its residual connection.
 *
 * <p>There is no dropout of attention probabilities, because it would rule out the fused attention
 * kernel.
 */
final class BertEncoder implements StackedEncoder {
  private final BertLayout layout;
  private final BertConfig config;
  private final boolean attentionDropout;
  private final Activation activation;

  /**
   * Creates the encoder of one configuration.
   *
   * @param attentionDropout whether the output of attention has dropout in training
   */
  BertEncoder(BertLayout layout, BertConfig config, boolean attentionDropout) {
    this.layout = layout;
    this.config = config;
    this.attentionDropout = attentionDropout;
    activation = Activation.named(config.activation());
  }

  @Override
  public int hiddenSize() {
    return config.hidden();
  }

  @Override
  public int maxTokens() {
    return config.tables().positions();
  }

  @Override
  public int layers() {
    return config.layers();
  }

  @Override
  public String embeddingsPrefix() {
    return layout.embeddings();
  }

  @Override
  public String layerPrefix(int layer) {
    return layout.layer(layer);
  }

  @Override
  public Tensor embeddings(TokenBatch batch, Pass pass) {
    Tensor positionIds =
        torch.arange(new Scalar(batch.tokens()), new TensorOptions(ScalarType.Long));
    Tensor sum = pass.embedding(batch.ids(), layout.words());
    if (config.tables().hasTypes()) {
      sum = sum.add(pass.embedding(batch.types(), layout.types()));
    }
    sum = sum.add(pass.embedding(positionIds, layout.positions()));
    return pass.dropout(pass.layerNorm(sum, layout.embeddingsNorm(), config.epsilon()));
  }

  @Override
  public Tensor attention(int layer, Tensor state, TensorOptional mask, Pass pass) {
    BertLayout.Attention names = layout.attention(layer);
    Tensor x = pass.products(state);
    Tensor[] projected = pass.linear(x, names.query(), names.key(), names.value());
    Tensor context =
        pass.attention(split(projected[0]), split(projected[1]), split(projected[2]), mask);
    Tensor joined = context.transpose(1, 2).reshape(x.size(0), x.size(1), config.hidden());
    Tensor attended =
        attentionDropout
            ? pass.plusDropped(state, joined, names.output())
            : pass.plus(state, joined, names.output());
    return pass.layerNorm(attended, names.norm(), config.epsilon());
  }

  @Override
  public Tensor feedForward(int layer, Tensor attended, Pass pass) {
    BertLayout.FeedForward names = layout.feedForward(layer);
    Tensor output = pass.feedForward(attended, names.inner(), activation, names.outer());
    return pass.layerNorm(output, names.norm(), config.epsilon());
  }

  /** {@code [batch, tokens, hidden]} to {@code [batch, heads, tokens, hidden / heads]}. */
  private Tensor split(Tensor x) {
    int heads = config.heads();
    return x.view(x.size(0), x.size(1), heads, config.hidden() / heads).transpose(1, 2);
  }
}
