package org.tagline.encoder;

/**
 * Sizes and settings of a BERT-like encoder, read from its {@code config.json}.
 *
 * @param hidden the length of a token's vector
 * @param inner the width of the feed-forward blocks
 * @param heads the number of attention heads, a divisor of {@code hidden}
 * @param layers the number of layers
 * @param tables the numbers of rows of the embedding tables
 * @param epsilon the term that keeps layer normalization from dividing by zero
 * @param activation the name of the feed-forward blocks' non-linearity
 */
public record BertConfig(
    int hidden,
    int inner,
    int heads,
    int layers,
    Tables tables,
    double epsilon,
    String activation) {
  private static final int NO_TYPES = -1;

  /** Numbers of rows of the embedding tables. */
  public record Tables(int words, int positions, int types) {

    /** Whether the encoder distinguishes token types. */
    public boolean hasTypes() {
      return types != NO_TYPES;
    }
  }

  /**
   * Reads a BERT configuration.
   *
   * @throws IllegalArgumentException if a size is missing or impossible
   */
  public static BertConfig bert(ModelConfig config) {
    if (!config.text("position_embedding_type", "absolute").equals("absolute")) {
      throw new IllegalArgumentException("only absolute position embeddings are supported");
    }
    return new BertConfig(
        config.size("hidden_size"),
        config.size("intermediate_size"),
        heads(config, "num_attention_heads", "hidden_size"),
        config.layers("num_hidden_layers"),
        new Tables(
            config.size("vocab_size"),
            config.size("max_position_embeddings"),
            config.integer("type_vocab_size", 2)),
        config.number("layer_norm_eps", 1e-12),
        config.text("hidden_act", "gelu"));
  }

  /**
   * Reads a DistilBERT configuration.
   *
   * @throws IllegalArgumentException if a size is missing or impossible
   */
  public static BertConfig distilBert(ModelConfig config) {
    return new BertConfig(
        config.size("dim"),
        config.size("hidden_dim"),
        heads(config, "n_heads", "dim"),
        config.layers("n_layers"),
        new Tables(config.size("vocab_size"), config.size("max_position_embeddings"), NO_TYPES),
        1e-12,
        config.text("activation", "gelu"));
  }

  private static int heads(ModelConfig config, String headsKey, String hiddenKey) {
    int heads = config.size(headsKey);
    int hidden = config.size(hiddenKey);
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          hiddenKey + " " + hidden + " is not a multiple of " + headsKey + " " + heads);
    }
    return heads;
  }
}
