package org.tagline.onnx;

import org.tagline.encoder.ModelConfig;

/** Writes one family of encoders into a graph; register it in {@link OnnxModel}. */
interface OnnxArchitecture {

  /** Returns the {@code model_type} of the family's configurations. */
  String modelType();

  /** Whether the graph has an input for token types. */
  boolean tokenTypes();

  /**
   * Adds the encoder.
   *
   * @return the name of the last hidden state {@code [windows, tokens, hidden]}
   */
  String encoder(ModelConfig config, GraphLayers layers, Inputs inputs);

  /**
   * Adds the head of published classifiers of this family.
   *
   * @param documents the name of the document vectors {@code [documents, hidden]}
   * @return the name of the logits {@code [documents, tags]}
   */
  String publishedHead(GraphLayers layers, String documents);

  /** Names of the graph's inputs, each {@code [windows, tokens]}. */
  record Inputs(String ids, String mask, String types) {}
}
