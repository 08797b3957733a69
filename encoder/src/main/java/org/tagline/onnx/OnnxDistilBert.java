package org.tagline.onnx;

import static org.tagline.encoder.BertLayout.CLASSIFIER;
import static org.tagline.encoder.BertLayout.DISTILBERT;

import org.tagline.encoder.BertConfig;
import org.tagline.encoder.ModelConfig;

/** Graph of DistilBERT. */
final class OnnxDistilBert implements OnnxArchitecture {

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
    return new BertGraph(DISTILBERT, BertConfig.distilBert(config), layers).encoder(inputs);
  }

  @Override
  public String publishedHead(GraphLayers layers, String documents) {
    String inner = layers.exactLinear(documents, DISTILBERT.headDense());
    return layers.exactLinear(layers.activation(inner, "relu"), CLASSIFIER);
  }
}
