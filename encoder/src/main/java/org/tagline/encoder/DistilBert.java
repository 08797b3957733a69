package org.tagline.encoder;

import static org.tagline.engine.ParameterSpec.normal;
import static org.tagline.engine.ParameterSpec.ones;
import static org.tagline.engine.ParameterSpec.zeros;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.engine.Activation;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Pass;

/**
 * DistilBERT (Sanh et al., 2019, https://arxiv.org/abs/1910.01108): BERT without token types and
 * pooler, with half the layers.
 *
 * <p>Follows {@code DistilBertModel} and {@code DistilBertForSequenceClassification} of Hugging
 * Face transformers, without attention dropout, which would leave the fused kernel.
 */
final class DistilBert implements Architecture {
  private static final double EPSILON = 1e-12;

  @Override
  public String modelType() {
    return "distilbert";
  }

  @Override
  public String prefix() {
    return "distilbert.";
  }

  @Override
  public String classifierName() {
    return "DistilBertForSequenceClassification";
  }

  @Override
  public List<String> queryAndValue() {
    return List.of("q_lin", "v_lin");
  }

  @Override
  public double dropout(ModelConfig config) {
    return config.number("dropout", 0.1);
  }

  @Override
  public Encoder encoder(ModelConfig config) {
    return new DistilBertEncoder(config);
  }

  @Override
  public Head publishedHead(ModelConfig config) {
    return (documents, pass) -> {
      Tensor hidden = pass.linear(documents, "pre_classifier").relu();
      return pass.linear(headPass(config, pass).dropout(hidden), "classifier").to(ScalarType.Float);
    };
  }

  /** The head has a dropout of its own, unless the user has asked for another than published. */
  private Pass headPass(ModelConfig config, Pass pass) {
    return pass.dropout() == dropout(config)
        ? pass.withDropout(config.number("seq_classif_dropout", 0.2))
        : pass;
  }

  @Override
  public List<ParameterSpec> headParameters(ModelConfig config, int tags) {
    long dim = config.size("dim");
    return List.of(
        normal("pre_classifier.weight", dim, dim),
        zeros("pre_classifier.bias", dim),
        normal("classifier.weight", tags, dim),
        zeros("classifier.bias", tags));
  }

  @Override
  public List<ParameterSpec> encoderParameters(ModelConfig config) {
    long dim = config.size("dim");
    long inner = config.size("hidden_dim");
    List<ParameterSpec> specs = new ArrayList<>();
    String e = "distilbert.embeddings.";
    specs.add(normal(e + "word_embeddings.weight", config.size("vocab_size"), dim));
    specs.add(
        normal(e + "position_embeddings.weight", config.size("max_position_embeddings"), dim));
    specs.add(ones(e + "LayerNorm.weight", dim));
    specs.add(zeros(e + "LayerNorm.bias", dim));
    for (int i = 0; i < config.layers("n_layers"); i++) {
      String layer = "distilbert.transformer.layer." + i + ".";
      for (String projection : List.of("q_lin", "k_lin", "v_lin", "out_lin")) {
        specs.add(normal(layer + "attention." + projection + ".weight", dim, dim));
        specs.add(zeros(layer + "attention." + projection + ".bias", dim));
      }
      specs.add(ones(layer + "sa_layer_norm.weight", dim));
      specs.add(zeros(layer + "sa_layer_norm.bias", dim));
      specs.add(normal(layer + "ffn.lin1.weight", inner, dim));
      specs.add(zeros(layer + "ffn.lin1.bias", inner));
      specs.add(normal(layer + "ffn.lin2.weight", dim, inner));
      specs.add(zeros(layer + "ffn.lin2.bias", dim));
      specs.add(ones(layer + "output_layer_norm.weight", dim));
      specs.add(zeros(layer + "output_layer_norm.bias", dim));
    }
    return specs;
  }

  /** The encoder of one configuration. */
  private static final class DistilBertEncoder implements StackedEncoder {
    private final int dim;
    private final int heads;
    private final int layers;
    private final int positions;
    private final Activation activation;

    DistilBertEncoder(ModelConfig config) {
      dim = config.size("dim");
      heads = config.size("n_heads");
      layers = config.layers("n_layers");
      positions = config.size("max_position_embeddings");
      activation = Activation.named(config.text("activation", "gelu"));
      if (dim % heads != 0) {
        throw new IllegalArgumentException("dim " + dim + " is not a multiple of n_heads " + heads);
      }
    }

    @Override
    public int hiddenSize() {
      return dim;
    }

    @Override
    public int maxTokens() {
      return positions;
    }

    @Override
    public int layers() {
      return layers;
    }

    @Override
    public String embeddingsPrefix() {
      return "distilbert.embeddings.";
    }

    @Override
    public String layerPrefix(int layer) {
      return "distilbert.transformer.layer." + layer + ".";
    }

    @Override
    public Tensor embeddings(TokenBatch batch, Pass pass) {
      Tensor positionIds =
          torch.arange(new Scalar(batch.tokens()), new TensorOptions(ScalarType.Long));
      Tensor sum =
          pass.embedding(batch.ids(), "distilbert.embeddings.word_embeddings")
              .add(pass.embedding(positionIds, "distilbert.embeddings.position_embeddings"));
      return pass.dropout(pass.layerNorm(sum, "distilbert.embeddings.LayerNorm", EPSILON));
    }

    @Override
    public Tensor attention(int layer, Tensor state, TensorOptional mask, Pass pass) {
      String name = layerPrefix(layer);
      Tensor x = pass.products(state);
      Tensor[] projected =
          pass.linear(
              x, name + "attention.q_lin", name + "attention.k_lin", name + "attention.v_lin");
      Tensor context =
          pass.attention(split(projected[0]), split(projected[1]), split(projected[2]), mask);
      Tensor joined = context.transpose(1, 2).reshape(x.size(0), x.size(1), dim);
      Tensor attended = pass.plus(state, joined, name + "attention.out_lin");
      return pass.layerNorm(attended, name + "sa_layer_norm", EPSILON);
    }

    @Override
    public Tensor feedForward(int layer, Tensor attended, Pass pass) {
      String name = layerPrefix(layer);
      Tensor output = pass.feedForward(attended, name + "ffn.lin1", activation, name + "ffn.lin2");
      return pass.layerNorm(output, name + "output_layer_norm", EPSILON);
    }

    /** {@code [batch, tokens, dim]} to {@code [batch, heads, tokens, dim / heads]}. */
    private Tensor split(Tensor x) {
      return x.view(x.size(0), x.size(1), heads, dim / heads).transpose(1, 2);
    }
  }
}
