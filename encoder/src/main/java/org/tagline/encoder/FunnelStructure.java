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
 * Funnel's pooling of tokens and of the attention inputs that follow them: positions, types and
 * padding ({@code FunnelAttentionStructure} of Hugging Face transformers). Immutable.
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
   * Attention's inputs other than the hidden states.
   *
   * @param positions for each block two tables {@code [distances, model]}, of the distances within
   *     the block and from its pooled tokens to those before pooling; empty in the factorized form
   * @param queryFactors the factorized form's phi and pi {@code [queries, model]}; otherwise empty
   * @param contextFactors the factorized form's psi and omega {@code [context, model]}; otherwise
   *     empty
   * @param sameType whether two tokens belong to one segment, {@code [batch, queries, context]};
   *     null if all do
   * @param mask the mask {@code [batch, context]}, 1 for a token; null without padding
   * @param notCls the matrix {@code [queries, context]} that is 0 where either token is {@code
   *     <cls>}; null if {@code <cls>} is treated like any token
   */
  record Surroundings(
      List<Tensor[]> positions,
      List<Tensor> queryFactors,
      List<Tensor> contextFactors,
      @Nullable Tensor sameType,
      @Nullable Tensor mask,
      @Nullable Tensor notCls) {

    /** Returns the factors of position and type scores: the scale, or 0 for {@code <cls>}. */
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

  /** Returns the attention inputs of a batch before pooling. */
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

  /** Returns {@link Surroundings#sameType}, where {@code <cls>} belongs to every segment. */
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

  /** Returns the inputs after pooling the queries. */
  Surroundings poolQueries(Surroundings around) {
    return new Surroundings(
        around.positions,
        around.queryFactors.stream().map(factor -> stride(factor, 0)).toList(),
        around.contextFactors,
        around.sameType == null ? null : stride(around.sameType, 1),
        around.mask,
        around.notCls == null ? null : stride(around.notCls, 0));
  }

  /** Returns the inputs after pooling the context. */
  Surroundings poolContext(Surroundings around) {
    // Minimum pooling: a pooled token is real only if both its tokens are.
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

  /** Takes every second token of a dimension and keeps a separate {@code <cls>} as it is. */
  private Tensor stride(Tensor x, int dimension) {
    Tensor extended = separateCls ? join(dimension, x.narrow(dimension, 0, 1), x) : x;
    long end = extended.size(dimension) - (truncate ? 1 : 0);
    return extended.slice(dimension, new LongOptional(0), new LongOptional(end), 2);
  }

  /** Whether there are tokens to pool other than a separate {@code <cls>}. */
  boolean canPool(Tensor state) {
    return state.size(1) > (separateCls ? 2 : 1);
  }

  /** Halves the tokens of {@code [batch, tokens, size]} by the mean or maximum of neighbours. */
  Tensor pool(Tensor state) {
    return pool(state, meanPooling);
  }

  private Tensor pool(Tensor x, boolean mean) {
    Tensor extended = x;
    if (separateCls) {
      Tensor rest = truncate ? x.narrow(1, 0, x.size(1) - 1) : x;
      extended = join(1, x.narrow(1, 0, 1), rest);
    }
    long[] two = {2, 1};
    long[] none = {0, 0};
    Tensor image = extended.unsqueeze(1);
    Tensor pooled =
        mean
            ? torch.avg_pool2d(image, two, two, none, true, true, new LongOptional())
            : torch.max_pool2d(image, two, two, none, new long[] {1, 1}, true);
    return pooled.squeeze(1);
  }

  /** Returns {@link Surroundings#positions}, sinusoids of the distances in each block. */
  private List<Tensor[]> relativePositions(int tokens, Pass pass) {
    // Largest distance of two tokens; in the shortest texts it is above twice their length.
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

  /** Returns the positions of pooled tokens; a separate {@code <cls>} is one block before them. */
  private int[] pooledPositions(int[] at, int block) {
    if (!separateCls) {
      return IntStream.range(0, (at.length + 1) / 2).map(i -> at[2 * i]).toArray();
    }
    int end = at.length - (truncate ? 1 : 0);
    IntStream rest = IntStream.range(1, end).filter(i -> i % 2 == 1).map(i -> at[i]);
    return IntStream.concat(IntStream.of(1 - (1 << block)), rest).toArray();
  }

  /** Looks up all distances from pooled to unpooled tokens, the largest first. */
  private static Tensor distances(Tensor table, int[] at, int stride, int[] pooled, int shift) {
    int farthest = pooled[0] - at[0] + shift * pooled.length * stride;
    int nearest = pooled[0] - at[at.length - 1];
    long[] rows =
        IntStream.iterate(farthest, d -> d >= nearest, d -> d - stride)
            .mapToLong(d -> d + table.size(0) / 2)
            .toArray();
    return table.index_select(0, Tensor.create(rows));
  }

  /** Returns {@code [positions, model / 2]}, each position times decreasing frequencies. */
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

  /** Whether a setting has the first of its two values, which is the default. */
  private static boolean first(ModelConfig config, String key, String first, String second) {
    String value = config.text(key, first);
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          String.format(
              "config.json of a funnel model has \"%s\" as %s; supported are \"%s\" and \"%s\"",
              value, key, first, second));
    }
    return value.equals(first);
  }
}
