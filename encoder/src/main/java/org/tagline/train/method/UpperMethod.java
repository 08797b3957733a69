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

/** Trains the plan's upper layers and the head; the output of the lower layers is cached. */
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
          "--method upper trains at least one layer, not 0; use --method frozen for the head alone"
              + " or full for all layers and the embeddings");
    }
    UpperLayers.check(plan, model);
  }

  @Override
  public Session begin(DocumentClassifier model, TrainingPlan plan, @Nullable Path cache)
      throws IOException {
    UpperLayers upper = UpperLayers.open(model, plan, cache);
    model.parameters().requireGradients(upper::trains);
    Map<String, Tensor> trained = new LinkedHashMap<>(model.parameters().asMap());
    trained.keySet().removeIf(name -> !upper.trains(name));
    return new UpperSession(upper, trained);
  }
}
