package org.tagline.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;

/** Trains every weight end to end, or those of the plan's upper layers. */
final class FullMethod implements Method {

  @Override
  public String id() {
    return "full";
  }

  @Override
  public TrainingPlan defaults(TrainingPlan full) {
    return full;
  }

  @Override
  public void check(TrainingPlan plan, DocumentClassifier model) {
    UpperLayers.check(plan, model);
  }

  @Override
  public Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path memory)
      throws IOException {
    UpperLayers upper = UpperLayers.open(model, plan, memory);
    model.parameters().requireGradients(upper::holds);
    Map<String, Tensor> trained = new LinkedHashMap<>(model.parameters().asMap());
    trained.keySet().removeIf(name -> !upper.holds(name));
    return new FullSession(upper, trained);
  }

  private record FullSession(UpperLayers upper, Map<String, Tensor> trained) implements Session {

    @Override
    public void prepare(List<Example> films, TrainingListener listener) throws IOException {
      upper.prepare(films, listener);
    }

    @Override
    public WindowVectors vectors() {
      return upper.vectors();
    }

    @Override
    public void close() throws IOException {
      upper.close();
    }
  }
}
