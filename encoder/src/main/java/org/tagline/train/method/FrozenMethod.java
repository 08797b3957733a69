package org.tagline.train.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.text.Window;
import org.tagline.train.Example;
import org.tagline.train.Method;
import org.tagline.train.TrainingListener;
import org.tagline.train.TrainingPlan;
import org.tagline.train.cache.CacheKey;
import org.tagline.train.cache.WindowCache;

/** Trains the head alone, on window vectors that the frozen encoder computes once. */
final class FrozenMethod implements Method {

  @Override
  public String id() {
    return "frozen";
  }

  @Override
  public void check(TrainingPlan plan, DocumentClassifier model) {
    if (plan.trainLayers() > 0) {
      throw new IllegalArgumentException(
          "--method frozen trains no layer of the encoder; leave --train-layers out, or use"
              + " upper or lora");
    }
  }

  @Override
  public Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path cache)
      throws IOException {
    List<String> head = model.headWeights();
    model.parameters().requireGradients(head::contains);
    Map<String, Tensor> trained = new LinkedHashMap<>();
    head.forEach(name -> trained.put(name, model.parameters().get(name)));
    Precision precision = Precision.parse(plan.precision());
    String key =
        CacheKey.of(model, name -> !head.contains(name), precision, "pooled " + model.pooling());
    int hidden = model.encoder().hiddenSize();
    WindowCache vectors = WindowCache.open(cache, key, hidden, ScalarType.Float);
    return new FrozenSession(
        model, trained, vectors, Pass.inference(model.parameters(), precision));
  }

  /**
   * Takes the window vectors from the cache.
   *
   * @param encoding pass that computes the vectors that are not cached yet
   */
  private record FrozenSession(
      DocumentClassifier model, Map<String, Tensor> trained, WindowCache cache, Pass encoding)
      implements Session {

    @Override
    public void prepare(List<Example> examples, TrainingListener listener) throws IOException {
      cache.fill(examples, this::compute, listener);
    }

    @Override
    public WindowVectors vectors() {
      return (windows, pass) -> {
        TensorVector rows = new TensorVector();
        for (Window window : windows) {
          rows.push_back(cache.get(window, this::compute));
        }
        return torch.cat(rows, 0);
      };
    }

    /** Returns {@code [1, hidden]}, computed alone so that its bits depend only on the window. */
    private Tensor compute(Window window) {
      try (NoGradGuard noGrad = new NoGradGuard()) {
        return model.windowVectors(List.of(window), encoding);
      }
    }

    /**
     * Returns no limit: the head reads one vector per window, however many tokens the window has.
     */
    @Override
    public int tokenBudget(TrainingPlan plan) {
      return Integer.MAX_VALUE;
    }

    @Override
    public void close() throws IOException {
      cache.close();
    }
  }
}
