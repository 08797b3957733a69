package org.tagline.onnx;

import org.tagline.encoder.ModelConfig;

/** DistilBERT as a graph. */
final class OnnxDistilBert implements OnnxArchitecture {
  private static final double EPSILON = 1e-12;

  @Override
  public String modelType() {
    return "distilbert";
  }

  @Override
  public boolean tokenTypes() {
    return false;
  }

  @Override
  public String encoder(ModelConfig config, GraphLayers layers, Inputs inputs) {
    String e = "distilbert.embeddings.";
    String sum =
        layers.add(
            layers.embedding(inputs.ids(), e + "word_embeddings"),
            layers.positions(inputs.mask(), e + "position_embeddings"));
    String state = layers.layerNorm(sum, e + "LayerNorm", EPSILON);
    String mask = layers.attentionMask(inputs.mask());
    for (int i = 0; i < config.size("n_layers"); i++) {
      state = layer(config, layers, state, mask, "distilbert.transformer.layer." + i + ".");
    }
    return state;
  }

  private static String layer(
      ModelConfig config, GraphLayers layers, String state, String mask, String name) {
    String context =
        layers.attention(
            state,
            mask,
            config.size("n_heads"),
            config.size("dim"),
            name + "attention.q_lin",
            name + "attention.k_lin",
            name + "attention.v_lin");
    String attended = layers.linear(context, name + "attention.out_lin");
    String middle = layers.layerNorm(layers.add(attended, state), name + "sa_layer_norm", EPSILON);
    String inner =
        layers.activation(
            layers.linear(middle, name + "ffn.lin1"), config.text("activation", "gelu"));
    String output = layers.linear(inner, name + "ffn.lin2");
    return layers.layerNorm(layers.add(output, middle), name + "output_layer_norm", EPSILON);
  }

  @Override
  public String publishedHead(GraphLayers layers, String documents) {
    String inner = layers.exactLinear(documents, "pre_classifier");
    return layers.exactLinear(layers.activation(inner, "relu"), "classifier");
  }
}
