package org.tagline.train.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Window;
import org.tagline.train.Example;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingPlan;
import org.tagline.train.cache.CacheKey;
import org.tagline.train.cache.WindowCache;

/**
 * The layers that a plan trains. The output of the lower, unchanged layers is computed once per
 * window, without dropout, and cached in 16 bits; a training pass starts from it.
 */
final class UpperLayers implements AutoCloseable {
  /**
   * Float16 has three more bits of precision than bfloat16, and LayerNorm keeps the values in
   * range.
   */
  private static final ScalarType CACHE_FORMAT = ScalarType.Half;

  private static final int ALL_TRAINED = -1;

  private final DocumentClassifier model;
  private final int cut;
  private final Pass lower;
  private final @Nullable WindowCache cache;

  private UpperLayers(DocumentClassifier model, int cut, Pass lower, @Nullable WindowCache cache) {
    this.model = model;
    this.cut = cut;
    this.lower = lower;
    this.cache = cache;
  }

  /**
   * Checks that the model has enough layers and can be split between them.
   *
   * @throws IllegalArgumentException otherwise
   */
  static void check(TrainingPlan plan, DocumentClassifier model) {
    if (plan.trainLayers() > 0 && model.layers() == 0) {
      throw new IllegalArgumentException(
          "a "
              + model.config().modelType()
              + " model shortens the text between its layers and can only be trained whole; leave"
              + " --train-layers out");
    }
    if (plan.trainLayers() > model.layers() && plan.trainLayers() > 0) {
      throw new IllegalArgumentException(
          "this base has "
              + model.layers()
              + " layers, so --train-layers must lie in 1…"
              + model.layers()
              + ", not "
              + plan.trainLayers());
    }
  }

  static UpperLayers open(DocumentClassifier model, TrainingPlan plan, @Nullable Path place)
      throws IOException {
    check(plan, model);
    Precision precision = Precision.parse(plan.precision());
    int cut = plan.trainLayers() == 0 ? ALL_TRAINED : model.layers() - plan.trainLayers();
    @Nullable WindowCache cache = null;
    if (cut > 0) {
      // Below the first layer there are only embeddings: looking them up is faster than reading a
      // file.
      String content = "below layer " + cut + ", all in " + CACHE_FORMAT;
      String key = CacheKey.of(model, name -> model.isBelow(cut, name), precision, content);
      cache = WindowCache.open(place, key, model.encoder().hiddenSize(), CACHE_FORMAT);
    }
    return new UpperLayers(model, cut, Pass.inference(model.parameters(), precision), cache);
  }

  /** Returns whether a weight is trained. */
  boolean trains(String weight) {
    return cut == ALL_TRAINED || !model.isBelow(cut, weight);
  }

  void prepare(List<Example> examples, TrainingListener listener) throws IOException {
    if (cache != null) {
      cache.fill(examples, this::compute, listener);
    }
  }

  WindowVectors vectors() {
    if (cut == ALL_TRAINED) {
      return model::windowVectors;
    }
    return (windows, pass) -> model.windowVectors(windows, pass, cut, this::states);
  }

  private Tensor states(Window window) {
    return cache == null ? compute(window) : cache.get(window, this::compute);
  }

  private Tensor compute(Window window) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      return model.below(cut, window, lower);
    }
  }

  @Override
  public void close() throws IOException {
    if (cache != null) {
      cache.close();
    }
  }
}
