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
import org.tagline.train.cache.MemoryKey;
import org.tagline.train.cache.WindowMemory;

/**
 * The layers that a plan trains. Where it leaves lower ones as they are, what those compute of a
 * window is computed once, without dropout, and remembered in 16 bits; a pass then begins there.
 */
final class UpperLayers implements AutoCloseable {
  /** What is remembered has three bits more than bfloat16, and LayerNorm keeps it in range. */
  private static final ScalarType REMEMBERED = ScalarType.Half;

  private static final int NONE = -1;

  private final DocumentClassifier model;
  private final int cut;
  private final Pass lower;
  private final @Nullable WindowMemory memory;

  private UpperLayers(
      DocumentClassifier model, int cut, Pass lower, @Nullable WindowMemory memory) {
    this.model = model;
    this.cut = cut;
    this.lower = lower;
    this.memory = memory;
  }

  /** Refuses a plan for more layers than there are, or for a model that cannot be cut. */
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
    int cut = plan.trainLayers() == 0 ? NONE : model.layers() - plan.trainLayers();
    @Nullable WindowMemory memory = null;
    if (cut > 0) {
      // Below the first layer there are only embeddings, which are faster looked up than read.
      String what = "below layer " + cut + ", all in " + REMEMBERED;
      String key = MemoryKey.of(model, name -> model.isBelow(cut, name), precision, what);
      memory = WindowMemory.open(place, key, model.encoder().hiddenSize(), REMEMBERED);
    }
    return new UpperLayers(model, cut, Pass.inference(model.parameters(), precision), memory);
  }

  /** Whether a weight is among those trained. */
  boolean holds(String weight) {
    return cut == NONE || !model.isBelow(cut, weight);
  }

  void prepare(List<Example> films, TrainingListener listener) throws IOException {
    if (memory != null) {
      memory.fill(films, this::compute, listener);
    }
  }

  WindowVectors vectors() {
    if (cut == NONE) {
      return model::windowVectors;
    }
    return (windows, pass) -> model.windowVectors(windows, pass, cut, this::states);
  }

  private Tensor states(Window window) {
    return memory == null ? compute(window) : memory.get(window, this::compute);
  }

  private Tensor compute(Window window) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      return model.below(cut, window, lower);
    }
  }

  @Override
  public void close() throws IOException {
    if (memory != null) {
      memory.close();
    }
  }
}
