package org.tagline.train.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.train.Method;
import org.tagline.train.TrainingPlan;

/** Trains the plan's upper layers and the head; what the lower layers compute is remembered. */
final class UpperMethod implements Method {
  static final String ID = "upper";

  @Override
  public String id() {
    return ID;
  }

  /** Returns whether the default plan trains at most half of an encoder's layers. */
  boolean pays(int layers) {
    return layers >= 2 * defaults(TrainingPlan.DEFAULT).trainLayers();
  }

  @Override
  public void check(TrainingPlan plan, DocumentClassifier model) {
    if (plan.trainLayers() == 0) {
      throw new IllegalArgumentException(
          "--method upper trains at least one layer, not 0; take --method frozen for the head alone"
              + " or full for all layers and the embeddings");
    }
    UpperLayers.check(plan, model);
  }

  @Override
  public Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path memory)
      throws IOException {
    UpperLayers upper = UpperLayers.open(model, plan, memory);
    model.parameters().requireGradients(upper::holds);
    Map<String, Tensor> trained = new LinkedHashMap<>(model.parameters().asMap());
    trained.keySet().removeIf(name -> !upper.holds(name));
    return new UpperSession(upper, trained);
  }
}
