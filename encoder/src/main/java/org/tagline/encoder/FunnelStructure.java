package org.tagline.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.tagline.engine.Pass;

/**
 * Funnel's pooling, and what its attention knows of tokens as they are pooled: positions, types and
 * padding ({@code FunnelAttentionStructure} of Hugging Face transformers). Stateless.
 */
final class FunnelStructure {
  private static final int CLS_TYPE = 2;

  private final int model;
  private final int blocks;
  private final boolean meanPooling;
  private final boolean relativeShift;
  private final boolean separateCls;
  private final boolean truncate;

  FunnelStructure(ModelConfig config, int blocks) {
    this.blocks = blocks;
    model = config.size("d_model");
    meanPooling = first(config, "pooling_type", "mean", "max");
    relativeShift = first(config, "attention_type", "relative_shift", "factorized");
    separateCls = config.flag("separate_cls", true);
    truncate = separateCls && config.flag("truncate_seq", true);
  }

  /**
   * What attention knows of its tokens beside their states.
   *
   * @param positions {@code [distances, model]} for each block: first among the block's tokens,
   *     then from its pooled tokens to those before; empty for the factorized form
   * @param queryFactors the factorized form's phi and pi, {@code [queries, model]}; else empty
   * @param contextFactors its psi and omega, {@code [context, model]}; else empty
   * @param sameType {@code [batch, queries, context]}, whether two tokens are of one segment; null
   *     where all are
   * @param mask {@code [batch, context]}, 1 for a token; null without padding
   * @param notCls {@code [queries, context]}, 0 where one is {@code <cls>}; null where it is as any
   *     other
   */
  record Surroundings(
      List<Tensor[]> positions,
      List<Tensor> queryFactors,
      List<Tensor> contextFactors,
      @Nullable Tensor sameType,
      @Nullable Tensor mask,
      @Nullable Tensor notCls) {

    /** What position and type scores are multiplied with: the scale, and 0 for {@code <cls>}. */
    Tensor weights(double scale) {
      return notCls == null
          ? torch.scalar_tensor(new Scalar(scale), new TensorOptions(ScalarType.Float))
          : notCls.mul(new Scalar(scale));
    }

    Tensor phi() {
      return queryFactors.get(0);
    }

    Tensor pi() {
      return queryFactors.get(1);
    }

    Tensor psi() {
      return contextFactors.get(0);
    }

    Tensor omega() {
      return contextFactors.get(1);
    }
  }

  Surroundings surroundings(TokenBatch batch, Pass pass) {
    Tensor sameType = sameType(batch.types());
    Tensor notCls = null;
    if (separateCls) {
      long tokens = batch.tokens();
      notCls = torch.ones(new long[] {tokens, tokens}, new TensorOptions(ScalarType.Float));
      notCls.select(0, 0).zero_();
      notCls.select(1, 0).zero_();
    }
    Tensor mask = batch.padded() ? batch.mask() : null;
    long tokens = batch.tokens();
    if (relativeShift) {
      List<Tensor[]> positions = relativePositions((int) tokens, pass);
      return new Surroundings(positions, List.of(), List.of(), sameType, mask, notCls);
    }
    Tensor angles = angles(0, tokens);
    Tensor sine = angles.sin();
    Tensor cosine = angles.cos();
    Tensor droppedSine = pass.dropout(sine);
    Tensor droppedCosine = pass.dropout(cosine);
    Tensor phi = join(1, droppedSine, droppedSine);
    Tensor pi = join(1, droppedCosine, droppedCosine);
    Tensor psi = join(1, cosine, sine);
    Tensor omega = join(1, sine.neg(), cosine);
    return new Surroundings(
        List.of(), List.of(phi, pi), List.of(psi, omega), sameType, mask, notCls);
  }

  /** Texts of one segment, which {@code <cls>} belongs to, need no table of types. */
  private static @Nullable Tensor sameType(Tensor types) {
    Tensor cls = types.eq(new Scalar(CLS_TYPE));
    Tensor same =
        types
            .unsqueeze(2)
            .eq(types.unsqueeze(1))
            .logical_or(cls.unsqueeze(2))
            .logical_or(cls.unsqueeze(1));
    return same.all().item_bool() ? null : same;
  }

  Surroundings poolQueries(Surroundings around) {
    return new Surroundings(
        around.positions,
        around.queryFactors.stream().map(factor -> stride(factor, 0)).toList(),
        around.contextFactors,
        around.sameType == null ? null : stride(around.sameType, 1),
        around.mask,
        around.notCls == null ? null : stride(around.notCls, 0));
  }

  Surroundings poolContext(Surroundings around) {
    // The smallest of two: a pooled token counts only where both its tokens do.
    Tensor mask =
        around.mask == null ? null : pool(around.mask.neg().unsqueeze(2), false).squeeze(2).neg();
    return new Surroundings(
        around.positions,
        around.queryFactors,
        around.contextFactors.stream().map(factor -> stride(factor, 0)).toList(),
        around.sameType == null ? null : stride(around.sameType, 2),
        mask,
        around.notCls == null ? null : stride(around.notCls, 1));
  }

  /** Every second token of a dimension, {@code <cls>} staying alone where it is separate. */
  private Tensor stride(Tensor x, int dimension) {
    Tensor whole = separateCls ? join(dimension, x.narrow(dimension, 0, 1), x) : x;
    long end = whole.size(dimension) - (truncate ? 1 : 0);
    return whole.slice(dimension, new LongOptional(0), new LongOptional(end), 2);
  }

  /** Whether there is anything to pool beside {@code <cls>}. */
  boolean canPool(Tensor state) {
    return state.size(1) > (separateCls ? 2 : 1);
  }

  /** Mean or maximum of two neighbours; {@code [batch, tokens, size]} to half the tokens. */
  Tensor pool(Tensor state) {
    return pool(state, meanPooling);
  }

  private Tensor pool(Tensor x, boolean mean) {
    Tensor whole = x;
    if (separateCls) {
      Tensor rest = truncate ? x.narrow(1, 0, x.size(1) - 1) : x;
      whole = join(1, x.narrow(1, 0, 1), rest);
    }
    long[] two = {2, 1};
    long[] none = {0, 0};
    Tensor image = whole.unsqueeze(1);
    Tensor pooled =
        mean
            ? torch.avg_pool2d(image, two, two, none, true, true, new LongOptional())
            : torch.max_pool2d(image, two, two, none, new long[] {1, 1}, true);
    return pooled.squeeze(1);
  }

  /** Sinusoids of the distances in each block, as {@link Surroundings#positions} holds them. */
  private List<Tensor[]> relativePositions(int tokens, Pass pass) {
    // Two tokens are at most this far apart; the shortest texts reach beyond twice their length.
    int extent = 2 * tokens + (2 << blocks);
    Tensor angles = angles(-extent, extent);
    Tensor table = join(1, pass.dropout(angles.sin()), pass.dropout(angles.cos()));
    List<Tensor[]> positions = new ArrayList<>();
    int[] at = IntStream.range(0, tokens).toArray();
    positions.add(new Tensor[] {distances(table, at, 1, at, 1)});
    for (int block = 1; block < blocks; block++) {
      int[] pooled = pooledPositions(at, block);
      positions.add(
          new Tensor[] {
            distances(table, pooled, 1 << block, pooled, 1),
            distances(table, at, 1 << (block - 1), pooled, 2)
          });
      at = pooled;
    }
    return positions;
  }

  /** The position of {@code <cls>}, where separate, is that of a block before the first. */
  private int[] pooledPositions(int[] at, int block) {
    if (!separateCls) {
      return IntStream.range(0, (at.length + 1) / 2).map(i -> at[2 * i]).toArray();
    }
    int end = at.length - (truncate ? 1 : 0);
    IntStream rest = IntStream.range(1, end).filter(i -> i % 2 == 1).map(i -> at[i]);
    return IntStream.concat(IntStream.of(1 - (1 << block)), rest).toArray();
  }

  /** Rows of the table for all distances from pooled to unpooled tokens, the farthest first. */
  private static Tensor distances(Tensor table, int[] at, int stride, int[] pooled, int shift) {
    int farthest = pooled[0] - at[0] + shift * pooled.length * stride;
    int nearest = pooled[0] - at[at.length - 1];
    long[] rows =
        IntStream.iterate(farthest, d -> d >= nearest, d -> d - stride)
            .mapToLong(d -> d + table.size(0) / 2)
            .toArray();
    return table.index_select(0, Tensor.create(rows));
  }

  /** {@code [positions, model / 2]}: each position times falling frequencies. */
  private Tensor angles(long from, long to) {
    TensorOptions floats = new TensorOptions(ScalarType.Float);
    Tensor exponents =
        torch.arange(new Scalar(model / 2), floats).div(new Scalar((double) (model / 2)));
    Tensor frequencies = torch.pow(new Scalar(10000.0), exponents).reciprocal();
    Tensor positions = torch.arange(new Scalar(from), new Scalar(to), floats);
    return positions.unsqueeze(1).mul(frequencies.unsqueeze(0));
  }

  private static Tensor join(int dimension, Tensor first, Tensor second) {
    return torch.cat(new TensorVector(first, second), dimension);
  }

  /** Whether a setting has the first of its two values, which it also has where it is missing. */
  private static boolean first(ModelConfig config, String key, String first, String second) {
    String value = config.text(key, first);
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          String.format(
              "config.json of a funnel model has \"%s\" as %s; known are \"%s\" and \"%s\"",
              value, key, first, second));
    }
    return value.equals(first);
  }
}
