package org.tagline.benchmarks.profile;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.tagline.benchmarks.input.EncoderShape;
import org.tagline.engine.Pass;

/** Lists the operations of MiniLM's encoder on a batch of full windows. */
final class Operations {
  private static final String LAYER = "bert.encoder.layer.0.";

  private Operations() {}

  static List<Operation> of(Pass pass, int batch, int tokens) {
    EncoderShape shape = EncoderShape.MINILM_L6;
    int layers = shape.layers();
    long hidden = shape.hidden();
    long inner = shape.intermediate();
    double rows = (double) batch * tokens;
    Tensor ids = torch.randint(1000, 30_000, new long[] {batch, tokens}).to(ScalarType.Long);
    Tensor x = random(batch, tokens, hidden);
    Tensor other = random(batch, tokens, hidden);
    Tensor wide = random(batch, tokens, inner);
    Tensor query = rounded(random(batch, shape.heads(), tokens, shape.headWidth()), pass);
    Tensor key = rounded(random(batch, shape.heads(), tokens, shape.headWidth()), pass);
    Tensor value = rounded(random(batch, shape.heads(), tokens, shape.headWidth()), pass);
    return List.of(
        new Operation(
            "word embedding", 1, 0, () -> pass.embedding(ids, "bert.embeddings.word_embeddings")),
        new Operation(
            "query, key, value and output",
            4 * layers,
            2 * rows * hidden * hidden,
            () -> pass.linear(x, LAYER + "attention.self.query")),
        new Operation(
            "attention",
            layers,
            4 * rows * tokens * hidden,
            () -> pass.attention(query, key, value, new TensorOptional())),
        new Operation(
            "feed-forward, in",
            layers,
            2 * rows * hidden * inner,
            () -> pass.linear(x, LAYER + "intermediate.dense")),
        new Operation("GELU", layers, 0, () -> torch.gelu(wide)),
        new Operation(
            "feed-forward, out",
            layers,
            2 * rows * hidden * inner,
            () -> pass.linear(wide, LAYER + "output.dense")),
        new Operation("residual sum", 2 * layers, 0, () -> x.add(other)),
        new Operation(
            "layer norm",
            2 * layers + 1,
            0,
            () -> pass.layerNorm(x, LAYER + "output.LayerNorm", 1e-12)));
  }

  private static Tensor random(long... shape) {
    return torch.randn(shape, new TensorOptions(ScalarType.Float)).requires_grad_(true);
  }

  /** Converts a tensor to the data type of a linear layer's output. */
  private static Tensor rounded(Tensor x, Pass pass) {
    return pass.products(x).detach().requires_grad_(true);
  }
}
