package org.tagline.encoder;

import static org.tagline.encoder.BertLayout.CLASSIFIER;
import static org.tagline.encoder.BertLayout.DISTILBERT;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Pass;

/**
 * DistilBERT (Sanh et al., 2019, https://arxiv.org/abs/1910.01108): BERT without token types and
 * pooler, with half the layers.
 *
 * <p>Follows {@code DistilBertModel} and {@code DistilBertForSequenceClassification} of Hugging
 * Face transformers, where the output of attention has no dropout. The forward pass is in {@link
 * BertEncoder}, the weights' names are in {@link BertLayout}.
 */
final class DistilBert implements Architecture {

  @Override
  public String modelType() {
    return "distilbert";
  }

  @Override
  public String prefix() {
    return DISTILBERT.prefix();
  }

  @Override
  public String classifierName() {
    return "DistilBertForSequenceClassification";
  }

  @Override
  public List<String> queryAndValue() {
    return DISTILBERT.queryAndValue();
  }

  @Override
  public double dropout(ModelConfig config) {
    return config.number("dropout", 0.1);
  }

  @Override
  public Encoder encoder(ModelConfig config) {
    return new BertEncoder(DISTILBERT, BertConfig.distilBert(config), false);
  }

  @Override
  public List<ParameterSpec> encoderParameters(ModelConfig config) {
    return DISTILBERT.encoderParameters(BertConfig.distilBert(config));
  }

  /** A linear layer with ReLU, then dropout and the classifier. */
  @Override
  public Head publishedHead(ModelConfig config) {
    return (documents, pass) -> {
      Tensor hidden = pass.linear(documents, DISTILBERT.headDense()).relu();
      return pass.linear(headPass(config, pass).dropout(hidden), CLASSIFIER).to(ScalarType.Float);
    };
  }

  /** Uses the head's own dropout rate unless the user has overridden the published one. */
  private Pass headPass(ModelConfig config, Pass pass) {
    return pass.dropout() == dropout(config)
        ? pass.withDropout(config.number("seq_classif_dropout", 0.2))
        : pass;
  }

  @Override
  public List<ParameterSpec> headParameters(ModelConfig config, int tags) {
    return DISTILBERT.headParameters(BertConfig.distilBert(config).hidden(), tags);
  }
}
