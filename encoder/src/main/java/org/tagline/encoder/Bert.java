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
 * BERT (Devlin et al., 2018, https://arxiv.org/abs/1810.04805), and so MiniLM, BGE and E5.
 *
 * <p>Follows {@code BertModel} and {@code BertForSequenceClassification} of Hugging Face
 * transformers, without attention dropout, which would leave the fused kernel.
 */
final class Bert implements Architecture {

  @Override
  public String modelType() {
    return "bert";
  }

  @Override
  public String prefix() {
    return "bert.";
  }

  @Override
  public String classifierName() {
    return "BertForSequenceClassification";
  }

  @Override
  public List<String> queryAndValue() {
    return List.of("query", "value");
  }

  @Override
  public double dropout(ModelConfig config) {
    return config.number("hidden_dropout_prob", 0.1);
  }

  @Override
  public Encoder encoder(ModelConfig config) {
    return new BertEncoder(config);
  }

  @Override
  public Head publishedHead(ModelConfig config) {
    return (documents, pass) -> {
      Tensor pooled = pass.linear(documents, "bert.pooler.dense").to(ScalarType.Float).tanh();
      return pass.linear(pass.dropout(pooled), "classifier").to(ScalarType.Float);
    };
  }

  @Override
  public List<ParameterSpec> headParameters(ModelConfig config, int tags) {
    long hidden = config.size("hidden_size");
    return List.of(
        normal("bert.pooler.dense.weight", hidden, hidden),
        zeros("bert.pooler.dense.bias", hidden),
        normal("classifier.weight", tags, hidden),
        zeros("classifier.bias", tags));
  }

  @Override
  public List<ParameterSpec> encoderParameters(ModelConfig config) {
    long hidden = config.size("hidden_size");
    long inner = config.size("intermediate_size");
    List<ParameterSpec> specs = new ArrayList<>();
    String e = "bert.embeddings.";
    specs.add(normal(e + "word_embeddings.weight", config.size("vocab_size"), hidden));
    specs.add(
        normal(e + "position_embeddings.weight", config.size("max_position_embeddings"), hidden));
    specs.add(
        normal(e + "token_type_embeddings.weight", config.integer("type_vocab_size", 2), hidden));
    specs.add(ones(e + "LayerNorm.weight", hidden));
    specs.add(zeros(e + "LayerNorm.bias", hidden));
    for (int i = 0; i < config.layers("num_hidden_layers"); i++) {
      String layer = "bert.encoder.layer." + i + ".";
      for (String projection : List.of("self.query", "self.key", "self.value", "output.dense")) {
        specs.add(normal(layer + "attention." + projection + ".weight", hidden, hidden));
        specs.add(zeros(layer + "attention." + projection + ".bias", hidden));
      }
      specs.add(ones(layer + "attention.output.LayerNorm.weight", hidden));
      specs.add(zeros(layer + "attention.output.LayerNorm.bias", hidden));
      specs.add(normal(layer + "intermediate.dense.weight", inner, hidden));
      specs.add(zeros(layer + "intermediate.dense.bias", inner));
      specs.add(normal(layer + "output.dense.weight", hidden, inner));
      specs.add(zeros(layer + "output.dense.bias", hidden));
      specs.add(ones(layer + "output.LayerNorm.weight", hidden));
      specs.add(zeros(layer + "output.LayerNorm.bias", hidden));
    }
    return specs;
  }

  /** The encoder of one configuration. */
  private static final class BertEncoder implements StackedEncoder {
    private final int hidden;
    private final int heads;
    private final int layers;
    private final int positions;
    private final double epsilon;
    private final Activation activation;

    BertEncoder(ModelConfig config) {
      hidden = config.size("hidden_size");
      heads = config.size("num_attention_heads");
      layers = config.layers("num_hidden_layers");
      positions = config.size("max_position_embeddings");
      epsilon = config.number("layer_norm_eps", 1e-12);
      activation = Activation.named(config.text("hidden_act", "gelu"));
      if (hidden % heads != 0) {
        throw new IllegalArgumentException(
            "hidden_size " + hidden + " is not a multiple of num_attention_heads " + heads);
      }
      if (!config.text("position_embedding_type", "absolute").equals("absolute")) {
        throw new IllegalArgumentException("only absolute position embeddings are supported");
      }
    }

    @Override
    public int hiddenSize() {
      return hidden;
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
      return "bert.embeddings.";
    }

    @Override
    public String layerPrefix(int layer) {
      return "bert.encoder.layer." + layer + ".";
    }

    @Override
    public Tensor embeddings(TokenBatch batch, Pass pass) {
      Tensor positionIds =
          torch.arange(new Scalar(batch.tokens()), new TensorOptions(ScalarType.Long));
      Tensor sum =
          pass.embedding(batch.ids(), "bert.embeddings.word_embeddings")
              .add(pass.embedding(batch.types(), "bert.embeddings.token_type_embeddings"))
              .add(pass.embedding(positionIds, "bert.embeddings.position_embeddings"));
      return pass.dropout(pass.layerNorm(sum, "bert.embeddings.LayerNorm", epsilon));
    }

    @Override
    public Tensor attention(int layer, Tensor state, TensorOptional mask, Pass pass) {
      String name = layerPrefix(layer);
      Tensor x = pass.products(state);
      Tensor[] projected =
          pass.linear(
              x,
              name + "attention.self.query",
              name + "attention.self.key",
              name + "attention.self.value");
      Tensor context =
          pass.attention(split(projected[0]), split(projected[1]), split(projected[2]), mask);
      Tensor joined = context.transpose(1, 2).reshape(x.size(0), x.size(1), hidden);
      Tensor attended = pass.plusDropped(state, joined, name + "attention.output.dense");
      return pass.layerNorm(attended, name + "attention.output.LayerNorm", epsilon);
    }

    @Override
    public Tensor feedForward(int layer, Tensor attended, Pass pass) {
      String name = layerPrefix(layer);
      Tensor output =
          pass.feedForward(
              attended, name + "intermediate.dense", activation, name + "output.dense");
      return pass.layerNorm(output, name + "output.LayerNorm", epsilon);
    }

    /** {@code [batch, tokens, hidden]} to {@code [batch, heads, tokens, hidden / heads]}. */
    private Tensor split(Tensor x) {
      return x.view(x.size(0), x.size(1), heads, hidden / heads).transpose(1, 2);
    }
  }
}
