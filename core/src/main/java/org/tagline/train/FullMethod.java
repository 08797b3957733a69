package org.tagline.train;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;

/** Trains every weight, end to end. */
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
  public void check(TrainingPlan plan, DocumentClassifier model) {}

  @Override
  public Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path memory) {
    model.parameters().requireGradients(true);
    return new Session() {
      @Override
      public Map<String, Tensor> trained() {
        return model.parameters().asMap();
      }

      @Override
      public WindowVectors vectors() {
        return model::windowVectors;
      }
    };
  }
}
