package org.tagline.train.method;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;
import org.tagline.train.Method;
import org.tagline.train.TrainingPlan;

/** Trains every weight end to end. */
final class FullMethod implements Method {
  static final String ID = "full";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public void check(TrainingPlan plan, DocumentClassifier model) {
    if (plan.trainLayers() > 0) {
      throw new IllegalArgumentException(
          "--method full trains all layers and the embeddings; leave --train-layers out, or use"
              + " --method upper");
    }
  }

  @Override
  public Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path cache) {
    model.parameters().requireGradients(name -> true);
    return new FullSession(model);
  }

  private record FullSession(DocumentClassifier model) implements Session {

    @Override
    public Map<String, Tensor> trained() {
      return model.parameters().asMap();
    }

    @Override
    public WindowVectors vectors() {
      return model::windowVectors;
    }
  }
}
