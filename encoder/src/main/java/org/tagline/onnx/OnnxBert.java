package org.tagline.onnx;

import static org.tagline.encoder.BertLayout.BERT;
import static org.tagline.encoder.BertLayout.CLASSIFIER;

import org.tagline.encoder.BertConfig;
import org.tagline.encoder.ModelConfig;

/** Graph of BERT, which MiniLM, BGE and E5 also use. */
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
    return new BertGraph(BERT, BertConfig.bert(config), layers).encoder(inputs);
  }

  @Override
  public String publishedHead(GraphLayers layers, String documents) {
    String pooled = layers.exactLinear(documents, BERT.headDense());
    return layers.exactLinear(layers.activation(pooled, "tanh"), CLASSIFIER);
  }
}
