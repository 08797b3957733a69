package org.tagline.encoder;

import static org.tagline.engine.ParameterSpec.glorot;
import static org.tagline.engine.ParameterSpec.ones;
import static org.tagline.engine.ParameterSpec.uniform;
import static org.tagline.engine.ParameterSpec.zeros;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.encoder.FunnelStructure.Surroundings;
import org.tagline.engine.Activation;
import org.tagline.engine.ParameterSpec;
import org.tagline.engine.Pass;

/**
 * Funnel-Transformer (Dai et al., 2020, https://arxiv.org/abs/2006.03236): blocks of layers, each
 * of which has half the tokens of the block before.
 *
 * <p>Follows {@code FunnelBaseModel} and {@code FunnelForSequenceClassification} of Hugging Face
 * transformers, without attention dropout and without the decoder, which classifiers do not use.
 */
final class Funnel implements Architecture {
  /** Limit on the number of blocks; published models have three. */
  private static final int MAX_BLOCKS = 10;

  @Override
  public String modelType() {
    return "funnel";
  }

  @Override
  public String prefix() {
    return "funnel.";
  }

  @Override
  public String classifierName() {
    return "FunnelForSequenceClassification";
  }

  @Override
  public List<String> queryAndValue() {
    return List.of("q_head", "v_head");
  }

  @Override
  public double dropout(ModelConfig config) {
    return config.number("hidden_dropout", 0.1);
  }

  @Override
  public Encoder encoder(ModelConfig config) {
    return new FunnelEncoder(config);
  }

  @Override
  public Head publishedHead(ModelConfig config) {
    return (documents, pass) -> {
      Tensor hidden =
          pass.linear(documents, "classifier.linear_hidden").to(ScalarType.Float).tanh();
      return pass.linear(pass.dropout(hidden), "classifier.linear_out").to(ScalarType.Float);
    };
  }

  @Override
  public List<ParameterSpec> headParameters(ModelConfig config, int tags) {
    long model = config.size("d_model");
    return List.of(
        glorot("classifier.linear_hidden.weight", model, model),
        zeros("classifier.linear_hidden.bias", model),
        glorot("classifier.linear_out.weight", tags, model),
        zeros("classifier.linear_out.bias", tags));
  }

  @Override
  public List<ParameterSpec> encoderParameters(ModelConfig config) {
    long model = config.size("d_model");
    long heads = config.size("n_head");
    long size = config.size("d_head");
    long inner = config.size("d_inner");
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(
        ParameterSpec.standardNormal(
            "funnel.embeddings.word_embeddings.weight", config.size("vocab_size"), model));
    specs.add(ones("funnel.embeddings.layer_norm.weight", model));
    specs.add(zeros("funnel.embeddings.layer_norm.bias", model));
    int[] blocks = blockSizes(config);
    List<String> layers = new ArrayList<>();
    for (int block = 0; block < blocks.length; block++) {
      for (int layer = 0; layer < blocks[block]; layer++) {
        layers.add(layerName(block, layer));
      }
    }
    for (String layer : layers) {
      String attention = layer + "attention.";
      specs.add(uniform(attention + "r_w_bias", heads, size));
      specs.add(uniform(attention + "r_r_bias", heads, size));
      specs.add(uniform(attention + "r_kernel", model, heads, size));
      specs.add(uniform(attention + "r_s_bias", heads, size));
      specs.add(uniform(attention + "seg_embed", 2, heads, size));
      specs.add(glorot(attention + "q_head.weight", heads * size, model));
      specs.add(glorot(attention + "k_head.weight", heads * size, model));
      specs.add(zeros(attention + "k_head.bias", heads * size));
      specs.add(glorot(attention + "v_head.weight", heads * size, model));
      specs.add(zeros(attention + "v_head.bias", heads * size));
      specs.add(glorot(attention + "post_proj.weight", model, heads * size));
      specs.add(zeros(attention + "post_proj.bias", model));
      specs.add(ones(attention + "layer_norm.weight", model));
      specs.add(zeros(attention + "layer_norm.bias", model));
      specs.add(glorot(layer + "ffn.linear_1.weight", inner, model));
      specs.add(zeros(layer + "ffn.linear_1.bias", inner));
      specs.add(glorot(layer + "ffn.linear_2.weight", model, inner));
      specs.add(zeros(layer + "ffn.linear_2.bias", model));
      specs.add(ones(layer + "ffn.layer_norm.weight", model));
      specs.add(zeros(layer + "ffn.layer_norm.bias", model));
    }
    return specs;
  }

  private static String layerName(int block, int layer) {
    return "funnel.encoder.blocks." + block + "." + layer + ".";
  }

  private static int[] blockSizes(ModelConfig config) {
    return sizes(config, "block_sizes", new int[] {4, 4, 4});
  }

  private static int[] sizes(ModelConfig config, String key, int[] fallback) {
    JsonNode list = config.json().path(key);
    if (list.isMissingNode() || list.isNull()) {
      return fallback;
    }
    int[] sizes = IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
    boolean valid = sizes.length > 0 && sizes.length <= MAX_BLOCKS;
    if (!valid || IntStream.of(sizes).anyMatch(n -> n < 1 || n > ModelConfig.MAX_LAYERS)) {
      throw new IllegalArgumentException(
          "config.json of a funnel model has "
              + list
              + " as "
              + key
              + ", not 1 to "
              + MAX_BLOCKS
              + " numbers from 1 to "
              + ModelConfig.MAX_LAYERS);
    }
    return sizes;
  }

  /** The encoder of a configuration. */
  private static final class FunnelEncoder implements Encoder {
    /** Magnitude of the negative number added to the scores of padding. */
    private static final float MASKED = 1e6f;

    private final int model;
    private final int heads;
    private final int headSize;
    private final int[] blockSizes;
    private final int[] blockRepeats;
    private final int maxTokens;
    private final double epsilon;
    private final Activation activation;
    private final boolean poolQueryOnly;
    private final FunnelStructure structure;

    FunnelEncoder(ModelConfig config) {
      model = config.size("d_model");
      heads = config.size("n_head");
      headSize = config.size("d_head");
      blockSizes = blockSizes(config);
      blockRepeats =
          sizes(config, "block_repeats", IntStream.of(blockSizes).map(size -> 1).toArray());
      maxTokens = config.integer("max_position_embeddings", 512);
      epsilon = config.number("layer_norm_eps", 1e-9);
      activation = Activation.named(config.text("hidden_act", "gelu_new"));
      poolQueryOnly = config.flag("pool_q_only", true);
      structure = new FunnelStructure(config, blockSizes.length);
      if (blockRepeats.length != blockSizes.length || model % 2 != 0) {
        throw new IllegalArgumentException(
            "config.json of a funnel model needs an even d_model, and block_repeats and block_sizes"
                + " of equal length");
      }
    }

    @Override
    public int hiddenSize() {
      return model;
    }

    @Override
    public int maxTokens() {
      return maxTokens;
    }

    @Override
    public Tensor forward(TokenBatch batch, Pass pass, Consumer<Tensor> observer) {
      Tensor state = Pass.part(() -> embeddings(batch, pass));
      observer.accept(state);
      Surroundings around = structure.surroundings(batch, pass);
      for (int block = 0; block < blockSizes.length; block++) {
        boolean pooled = block > 0 && structure.canPool(state);
        for (int layer = 0; layer < blockSizes[block]; layer++) {
          Attention attention = new Attention(layerName(block, layer), block, pass);
          for (int repeat = 0; repeat < blockRepeats[block]; repeat++) {
            boolean pools = pooled && layer == 0 && repeat == 0;
            Tensor query = pools ? structure.pool(state) : state;
            Tensor context = pools && !poolQueryOnly ? query : state;
            if (pools) {
              around = structure.poolQueries(around);
              around = poolQueryOnly ? around : structure.poolContext(around);
            }
            Surroundings here = around;
            state =
                Pass.part(
                    () -> feedForward(attention.apply(query, context, here), attention.name, pass));
            if (pools && poolQueryOnly) {
              around = structure.poolContext(around);
            }
            observer.accept(state);
          }
        }
      }
      return state;
    }

    private Tensor embeddings(TokenBatch batch, Pass pass) {
      Tensor words = pass.embedding(batch.ids(), "funnel.embeddings.word_embeddings");
      return pass.dropout(pass.layerNorm(words, "funnel.embeddings.layer_norm", epsilon));
    }

    private Tensor feedForward(Tensor state, String layer, Pass pass) {
      Tensor output =
          pass.feedForward(state, layer + "ffn.linear_1", activation, layer + "ffn.linear_2");
      return pass.layerNorm(output, layer + "ffn.layer_norm", epsilon);
    }

    /** Attention of one layer, whose scores sum content, position and token type. */
    private final class Attention {
      private final String name;
      private final int block;
      private final Pass pass;

      Attention(String name, int block, Pass pass) {
        this.name = name;
        this.block = block;
        this.pass = pass;
      }

      /** Attends from {@code [batch, queries, model]} to {@code [batch, context, model]}. */
      Tensor apply(Tensor query, Tensor context, Surroundings around) {
        Tensor keysAndValues = pass.products(context);
        Tensor q = split(pass.linear(query, name + "attention.q_head")).to(ScalarType.Float);
        Tensor k = split(pass.linear(keysAndValues, name + "attention.k_head"));
        Tensor v = split(pass.linear(keysAndValues, name + "attention.v_head"));
        long keys = k.size(2);
        Tensor scores = Pass.part(() -> scores(q, keys, around));
        Tensor attended = pass.attention(q.add(bias("r_w_bias")), k, v, new TensorOptional(scores));
        Tensor joined =
            attended.transpose(1, 2).reshape(query.size(0), query.size(1), (long) heads * headSize);
        Tensor output = pass.plusDropped(query, joined, name + "attention.post_proj");
        return pass.layerNorm(output, name + "attention.layer_norm", epsilon);
      }

      /** Returns the position and type scores {@code [batch, heads, queries, context]}. */
      private Tensor scores(Tensor query, long context, Surroundings around) {
        Tensor scores =
            positionScores(query, context, around)
                .add(typeScores(query, around))
                .mul_(around.weights(1 / Math.sqrt(headSize)));
        if (around.mask() == null) {
          return scores;
        }
        Tensor hidden = around.mask().sub(new Scalar(1f)).mul(new Scalar(MASKED));
        return scores.add_(hidden.unsqueeze(1).unsqueeze(1));
      }

      private Tensor positionScores(Tensor query, long context, Surroundings around) {
        Tensor q = query.add(bias("r_r_bias"));
        Tensor kernel = pass.weight(name + "attention.r_kernel");
        if (around.positions().isEmpty()) {
          Tensor projected = q.matmul(kernel.permute(1, 2, 0));
          Tensor sines = projected.mul(around.phi()).matmul(around.psi().t());
          return sines.add(projected.mul(around.pi()).matmul(around.omega().t()));
        }
        int shift = q.size(2) == context ? 1 : 2;
        Tensor distances = pass.products(around.positions().get(block)[shift - 1]);
        Tensor flat = pass.products(kernel).view(model, (long) heads * headSize);
        Tensor r =
            distances.matmul(flat).to(ScalarType.Float).view(distances.size(0), heads, headSize);
        return shifted(q.matmul(r.permute(1, 2, 0)), context, shift);
      }

      /**
       * Converts scores by distance to scores by context token without a copy. Each row of the
       * result starts one element earlier in its input row than the row before.
       */
      private static Tensor shifted(Tensor byDistance, long context, int shift) {
        long batch = byDistance.size(0);
        long heads = byDistance.size(1);
        long queries = byDistance.size(2);
        long kept = byDistance.size(3) - shift;
        Tensor rows =
            byDistance
                .view(batch, heads, queries * (kept + shift))
                .narrow(2, shift * queries, kept * queries)
                .view(batch, heads, queries, kept);
        // In texts of one or two tokens, all context tokens share a single distance.
        return kept < context
            ? rows.expand(batch, heads, queries, context)
            : rows.narrow(3, 0, context);
      }

      private Tensor typeScores(Tensor query, Surroundings around) {
        Tensor segments = pass.weight(name + "attention.seg_embed").permute(1, 2, 0);
        Tensor byType = query.add(bias("r_s_bias")).matmul(segments);
        Tensor same = byType.narrow(3, 1, 1);
        return around.sameType() == null
            ? same
            : torch.where(around.sameType().unsqueeze(1), same, byType.narrow(3, 0, 1));
      }

      private Tensor bias(String weight) {
        return pass.weight(name + "attention." + weight).unsqueeze(1);
      }

      /** {@code [batch, tokens, heads * size]} to {@code [batch, heads, tokens, size]}. */
      private Tensor split(Tensor x) {
        return x.view(x.size(0), x.size(1), heads, headSize).transpose(1, 2);
      }
    }
  }
}
