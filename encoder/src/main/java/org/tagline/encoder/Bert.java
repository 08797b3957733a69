package org.tagline.encoder;

import static org.tagline.encoder.BertLayout.BERT;
import static org.tagline.encoder.BertLayout.CLASSIFIER;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.engine.ParameterSpec;

/**
 * BERT (Devlin et al., 2018, https://arxiv.org/abs/1810.04805), which MiniLM, BGE and E5 also use.
 *
 * <p>Follows {@code BertModel} and {@code BertForSequenceClassification} of Hugging Face
 * transformers. The forward pass is in {@link BertEncoder}, the weights' names are in {@link
 * BertLayout}.
 */
final class Bert implements Architecture {

  @Override
  public String modelType() {
    return "bert";
  }

  @Override
  public String prefix() {
    return BERT.prefix();
  }

  @Override
  public String classifierName() {
    return "BertForSequenceClassification";
  }

  @Override
  public List<String> queryAndValue() {
    return BERT.queryAndValue();
  }

  @Override
  public double dropout(ModelConfig config) {
    return config.number("hidden_dropout_prob", 0.1);
  }

  @Override
  public Encoder encoder(ModelConfig config) {
    return new BertEncoder(BERT, BertConfig.bert(config), true);
  }

  @Override
  public List<ParameterSpec> encoderParameters(ModelConfig config) {
    return BERT.encoderParameters(BertConfig.bert(config));
  }

  /** The pooler, a linear layer with tanh, then dropout and the classifier. */
  @Override
  public Head publishedHead(ModelConfig config) {
    return (documents, pass) -> {
      Tensor pooled = pass.linear(documents, BERT.headDense()).to(ScalarType.Float).tanh();
      return pass.linear(pass.dropout(pooled), CLASSIFIER).to(ScalarType.Float);
    };
  }

  @Override
  public List<ParameterSpec> headParameters(ModelConfig config, int tags) {
    return BERT.headParameters(BertConfig.bert(config).hidden(), tags);
  }
}
