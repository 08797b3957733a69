package org.tagline.benchmarks.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tagline.benchmarks.input.EncoderShape;

/**
 * BERT (Devlin et al., 2018) with a classifier on the mean of its last hidden states, as a DJL
 * block.
 *
 * <p>Takes token ids {@code [batch, tokens]} and a mask of ones and zeros of the same shape, and
 * returns logits {@code [batch, labels]}. There is no dropout. Linear layers, layer norm, GELU,
 * softmax and embedding are DJL's own operations. Constants are arrays that outlive the step,
 * because {@code NDArray.mul(Number)} frees the number's buffer before backward reads it.
 */
final class DjlBert extends AbstractBlock {
  private static final float EPSILON = 1e-12f;
  private static final float MASKED = -10_000f;

  private final EncoderShape shape;
  private final Map<String, Parameter> byName = new HashMap<>();
  private final NDArray scale;
  private final NDArray one;
  private final NDArray masked;

  DjlBert(EncoderShape shape, FloatTensorFile weights, NDManager manager) {
    this.shape = shape;
    this.scale = manager.create((float) Math.sqrt(shape.headWidth()));
    this.one = manager.create(1f);
    this.masked = manager.create(MASKED);
    shape
        .parameters()
        .forEach((name, sizes) -> byName.put(name, addParameter(parameter(name, sizes, weights))));
  }

  private Parameter parameter(String name, long[] sizes, FloatTensorFile weights) {
    // duplicate() copies the values from a Java buffer into the engine's own memory.
    try (NDArray values = scale.getManager().create(weights.values(name), new Shape(sizes))) {
      return Parameter.builder()
          .setName(name)
          .setType(name.endsWith("bias") ? Parameter.Type.BIAS : Parameter.Type.WEIGHT)
          .optArray(values.duplicate())
          .build();
    }
  }

  /** Returns the trained tensors by their names in published checkpoints. */
  Map<String, Parameter> parametersByName() {
    return byName;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> options) {
    NDArray ids = inputs.get(0);
    NDArray mask = inputs.get(1);
    return new NDList(new ForwardPass(store, ids, mask, training).logits());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), shape.labels())};
  }

  /** One forward pass. */
  private final class ForwardPass {
    private final ParameterStore store;
    private final NDArray ids;
    private final NDArray mask;
    private final boolean training;
    private final long batch;
    private final long tokens;

    ForwardPass(ParameterStore store, NDArray ids, NDArray mask, boolean training) {
      this.store = store;
      this.ids = ids;
      this.mask = mask;
      this.training = training;
      this.batch = ids.getShape().get(0);
      this.tokens = ids.getShape().get(1);
    }

    NDArray logits() {
      NDArray attentionMask = one.sub(mask).mul(masked).reshape(batch, 1, 1, tokens);
      NDArray hidden = embeddings();
      for (int i = 0; i < shape.layers(); i++) {
        hidden = layer("bert.encoder.layer." + i + ".", hidden, attentionMask);
      }
      NDArray weights = mask.expandDims(-1);
      NDArray mean = hidden.mul(weights).sum(new int[] {1}).div(weights.sum(new int[] {1}));
      return linear("classifier", mean);
    }

    private NDArray embeddings() {
      NDArray positions = ids.getManager().arange((int) tokens).expandDims(0);
      NDArray sum =
          embedding("bert.embeddings.word_embeddings", ids)
              .add(embedding("bert.embeddings.position_embeddings", positions))
              .add(embedding("bert.embeddings.token_type_embeddings", ids.zerosLike()));
      return norm("bert.embeddings.LayerNorm", sum);
    }

    private NDArray layer(String name, NDArray hidden, NDArray attentionMask) {
      NDArray query = heads(linear(name + "attention.self.query", hidden).div(scale));
      NDArray key = heads(linear(name + "attention.self.key", hidden));
      NDArray value = heads(linear(name + "attention.self.value", hidden));
      NDArray scores = query.matMul(key.transpose(0, 1, 3, 2)).addi(attentionMask);
      NDArray context = scores.softmax(-1).matMul(value);
      NDArray merged = context.transpose(0, 2, 1, 3).reshape(batch, tokens, shape.hidden());
      NDArray attention = linear(name + "attention.output.dense", merged);
      NDArray middle = norm(name + "attention.output.LayerNorm", attention.add(hidden));
      NDArray wide = Activation.gelu(linear(name + "intermediate.dense", middle));
      return norm(name + "output.LayerNorm", linear(name + "output.dense", wide).add(middle));
    }

    private NDArray heads(NDArray hidden) {
      return hidden.reshape(batch, tokens, shape.heads(), shape.headWidth()).transpose(0, 2, 1, 3);
    }

    private NDArray embedding(String name, NDArray indices) {
      return Embedding.embedding(indices, weight(name + ".weight"), SparseFormat.DENSE)
          .singletonOrThrow();
    }

    private NDArray linear(String name, NDArray input) {
      return Linear.linear(input, weight(name + ".weight"), weight(name + ".bias"))
          .singletonOrThrow();
    }

    private NDArray norm(String name, NDArray input) {
      return LayerNorm.layerNorm(
              input,
              new Shape(shape.hidden()),
              weight(name + ".weight"),
              weight(name + ".bias"),
              EPSILON)
          .singletonOrThrow();
    }

    private NDArray weight(String name) {
      Parameter parameter = byName.get(name);
      if (parameter == null) {
        throw new IllegalStateException("no parameter " + name);
      }
      return store.getValue(parameter, ids.getDevice(), training);
    }
  }
}
