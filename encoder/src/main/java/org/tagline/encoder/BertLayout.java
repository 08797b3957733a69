package org.tagline.encoder;

import static org.tagline.engine.ParameterSpec.normal;
import static org.tagline.engine.ParameterSpec.ones;
import static org.tagline.engine.ParameterSpec.zeros;

import java.util.ArrayList;
import java.util.List;
import org.tagline.engine.ParameterSpec;

/**
 * Names of the weights of a BERT-like encoder in published checkpoints. Loading, the forward pass
 * and the ONNX graph all take them from here.
 *
 * @param prefix the start of every encoder weight's name
 * @param layers the start of every layer's names, up to the layer's number
 * @param attention the names of an attention block within a layer
 * @param feedForward the names of a feed-forward block within a layer
 * @param headDense the full name of the published head's first linear layer
 */
public record BertLayout(
    String prefix, String layers, Attention attention, FeedForward feedForward, String headDense) {

  /** BERT's names ({@code modeling_bert.py} of Hugging Face transformers). */
  public static final BertLayout BERT =
      new BertLayout(
          "bert.",
          "bert.encoder.layer.",
          new Attention(
              "attention.self.query",
              "attention.self.key",
              "attention.self.value",
              "attention.output.dense",
              "attention.output.LayerNorm"),
          new FeedForward("intermediate.dense", "output.dense", "output.LayerNorm"),
          "bert.pooler.dense");

  /** DistilBERT's names ({@code modeling_distilbert.py} of Hugging Face transformers). */
  public static final BertLayout DISTILBERT =
      new BertLayout(
          "distilbert.",
          "distilbert.transformer.layer.",
          new Attention(
              "attention.q_lin",
              "attention.k_lin",
              "attention.v_lin",
              "attention.out_lin",
              "sa_layer_norm"),
          new FeedForward("ffn.lin1", "ffn.lin2", "output_layer_norm"),
          "pre_classifier");

  /** Name of the published head's last layer, which has one output per tag. */
  public static final String CLASSIFIER = "classifier";

  /** Names of an attention block's linear layers and of the normalization after it. */
  public record Attention(String query, String key, String value, String output, String norm) {

    private Attention in(String layer) {
      return new Attention(layer + query, layer + key, layer + value, layer + output, layer + norm);
    }
  }

  /** Names of a feed-forward block's linear layers and of the normalization after it. */
  public record FeedForward(String inner, String outer, String norm) {

    private FeedForward in(String layer) {
      return new FeedForward(layer + inner, layer + outer, layer + norm);
    }
  }

  /** Returns the start of every embedding weight's name. */
  public String embeddings() {
    return prefix + "embeddings.";
  }

  public String words() {
    return embeddings() + "word_embeddings";
  }

  public String positions() {
    return embeddings() + "position_embeddings";
  }

  public String types() {
    return embeddings() + "token_type_embeddings";
  }

  public String embeddingsNorm() {
    return embeddings() + "LayerNorm";
  }

  /** Returns the start of one layer's names; layers are counted from 0. */
  public String layer(int layer) {
    return layers + layer + ".";
  }

  /** Returns the full names of one layer's attention block. */
  public Attention attention(int layer) {
    return attention.in(layer(layer));
  }

  /** Returns the full names of one layer's feed-forward block. */
  public FeedForward feedForward(int layer) {
    return feedForward.in(layer(layer));
  }

  /** Returns the last components of the query and value layers' names. */
  List<String> queryAndValue() {
    return List.of(lastComponent(attention.query), lastComponent(attention.value));
  }

  private static String lastComponent(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Returns the encoder's weights in the order in which fresh ones are drawn. */
  List<ParameterSpec> encoderParameters(BertConfig config) {
    long hidden = config.hidden();
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(normal(words() + ".weight", config.tables().words(), hidden));
    specs.add(normal(positions() + ".weight", config.tables().positions(), hidden));
    if (config.tables().hasTypes()) {
      specs.add(normal(types() + ".weight", config.tables().types(), hidden));
    }
    addNorm(specs, embeddingsNorm(), hidden);
    for (int i = 0; i < config.layers(); i++) {
      Attention a = attention(i);
      for (String projection : List.of(a.query, a.key, a.value, a.output)) {
        addLinear(specs, projection, hidden, hidden);
      }
      addNorm(specs, a.norm, hidden);
      FeedForward f = feedForward(i);
      addLinear(specs, f.inner, config.inner(), hidden);
      addLinear(specs, f.outer, hidden, config.inner());
      addNorm(specs, f.norm, hidden);
    }
    return specs;
  }

  /** Returns the published head's weights in the order in which fresh ones are drawn. */
  List<ParameterSpec> headParameters(long hidden, int tags) {
    List<ParameterSpec> specs = new ArrayList<>();
    addLinear(specs, headDense, hidden, hidden);
    addLinear(specs, CLASSIFIER, tags, hidden);
    return specs;
  }

  private static void addLinear(List<ParameterSpec> specs, String module, long out, long in) {
    specs.add(normal(module + ".weight", out, in));
    specs.add(zeros(module + ".bias", out));
  }

  private static void addNorm(List<ParameterSpec> specs, String module, long size) {
    specs.add(ones(module + ".weight", size));
    specs.add(zeros(module + ".bias", size));
  }
}
