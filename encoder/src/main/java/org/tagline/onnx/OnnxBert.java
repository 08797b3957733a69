package org.tagline.onnx;

import org.tagline.encoder.ModelConfig;

/** BERT, and so MiniLM, BGE and E5, as a graph. */
final class OnnxBert implements OnnxArchitecture {

  @Override
  public String modelType() {
    return "bert";
  }

  @Override
  public boolean tokenTypes() {
    return true;
  }

  @Override
  public String encoder(ModelConfig config, GraphLayers layers, Inputs inputs) {
    double epsilon = config.number("layer_norm_eps", 1e-12);
    String e = "bert.embeddings.";
    String words =
        layers.add(
            layers.embedding(inputs.ids(), e + "word_embeddings"),
            layers.embedding(inputs.types(), e + "token_type_embeddings"));
    String sum = layers.add(words, layers.positions(inputs.mask(), e + "position_embeddings"));
    String state = layers.layerNorm(sum, e + "LayerNorm", epsilon);
    String mask = layers.attentionMask(inputs.mask());
    for (int i = 0; i < config.size("num_hidden_layers"); i++) {
      state = layer(config, layers, state, mask, "bert.encoder.layer." + i + ".");
    }
    return state;
  }

  private static String layer(
      ModelConfig config, GraphLayers layers, String state, String mask, String name) {
    double epsilon = config.number("layer_norm_eps", 1e-12);
    String context =
        layers.attention(
            state,
            mask,
            config.size("num_attention_heads"),
            config.size("hidden_size"),
            name + "attention.self.query",
            name + "attention.self.key",
            name + "attention.self.value");
    String attended = layers.linear(context, name + "attention.output.dense");
    String middle =
        layers.layerNorm(layers.add(attended, state), name + "attention.output.LayerNorm", epsilon);
    String inner =
        layers.activation(
            layers.linear(middle, name + "intermediate.dense"), config.text("hidden_act", "gelu"));
    String output = layers.linear(inner, name + "output.dense");
    return layers.layerNorm(layers.add(output, middle), name + "output.LayerNorm", epsilon);
  }

  @Override
  public String publishedHead(GraphLayers layers, String documents) {
    String pooled = layers.exactLinear(documents, "bert.pooler.dense");
    return layers.exactLinear(layers.activation(pooled, "tanh"), "classifier");
  }
}
