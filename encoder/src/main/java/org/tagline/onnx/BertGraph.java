package org.tagline.onnx;

import org.tagline.encoder.BertConfig;
import org.tagline.encoder.BertLayout;

/** Writes the encoder that BERT and DistilBERT share into a graph. */
final class BertGraph {
  private final BertLayout layout;
  private final BertConfig config;
  private final GraphLayers layers;

  BertGraph(BertLayout layout, BertConfig config, GraphLayers layers) {
    this.layout = layout;
    this.config = config;
    this.layers = layers;
  }

  /** Adds the encoder and returns the value of shape {@code [windows, tokens, hidden]}. */
  String encoder(OnnxArchitecture.Inputs inputs) {
    String sum = layers.embedding(inputs.ids(), layout.words());
    if (config.tables().hasTypes()) {
      sum = layers.add(sum, layers.embedding(inputs.types(), layout.types()));
    }
    sum = layers.add(sum, layers.positions(inputs.mask(), layout.positions()));
    String state = layers.layerNorm(sum, layout.embeddingsNorm(), config.epsilon());
    String mask = layers.attentionMask(inputs.mask());
    for (int i = 0; i < config.layers(); i++) {
      state = feedForward(i, attention(i, state, mask));
    }
    return state;
  }

  private String attention(int layer, String state, String mask) {
    BertLayout.Attention names = layout.attention(layer);
    String context =
        layers.attention(
            state,
            mask,
            config.heads(),
            config.hidden(),
            names.query(),
            names.key(),
            names.value());
    String attended = layers.linear(context, names.output());
    return layers.layerNorm(layers.add(attended, state), names.norm(), config.epsilon());
  }

  private String feedForward(int layer, String attended) {
    BertLayout.FeedForward names = layout.feedForward(layer);
    String inner = layers.activation(layers.linear(attended, names.inner()), config.activation());
    String output = layers.linear(inner, names.outer());
    return layers.layerNorm(layers.add(output, attended), names.norm(), config.epsilon());
  }
}
