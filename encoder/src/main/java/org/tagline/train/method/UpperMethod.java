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

  /** Number of layers that the default plan trains. */
  private static final int LAYERS = 2;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public TrainingPlan defaults(TrainingPlan full) {
    return full.with("trainLayers", LAYERS).with("epochs", 3).with("learningRate", 2e-4);
  }

  /** Returns whether the default plan saves time: at least half of the layers stay unchanged. */
  static boolean pays(int layers) {
    return layers >= 2 * LAYERS;
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
