package org.tagline.onnx;

import org.tagline.encoder.ModelConfig;

/** One family of encoders as a graph; registered in {@link OnnxModel}. */
interface OnnxArchitecture {

  /** The {@code model_type} of its configurations. */
  String modelType();

  /** Whether the graph has an input for token types. */
  boolean tokenTypes();

  /**
   * Adds the encoder.
   *
   * @return the value of shape {@code [windows, tokens, hidden]}
   */
  String encoder(ModelConfig config, GraphLayers layers, Inputs inputs);

  /**
   * Adds the head that published classifiers of this family have.
   *
   * @param documents the value of shape {@code [documents, hidden]}
   * @return the value of shape {@code [documents, tags]}
   */
  String publishedHead(GraphLayers layers, String documents);

  /** The names of the inputs, each {@code [windows, tokens]}. */
  record Inputs(String ids, String mask, String types) {}
}
