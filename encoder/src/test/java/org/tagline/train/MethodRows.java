package org.tagline.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.tagline.encoder.Architecture;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.SmallModels;
import org.tagline.train.method.Methods;

/** Supplies every method with every architecture that it can train, for parameterized tests. */
public final class MethodRows {

  private MethodRows() {}

  /** Returns pairs of a method's and an architecture's name. */
  public static Stream<Arguments> all() throws IOException {
    List<Arguments> rows = new ArrayList<>();
    for (Method method : Methods.all()) {
      for (Architecture architecture : Architectures.all()) {
        String modelType = architecture.modelType();
        if (plan(method.id()).trainLayers() == 0 || canTrainUpperLayers(modelType)) {
          rows.add(Arguments.of(method.id(), modelType));
        }
      }
    }
    return rows.stream();
  }

  /** Returns the method's default plan with one epoch and at most one trained layer. */
  public static TrainingPlan plan(String method) {
    TrainingPlan defaults = Methods.named(method).defaults(TrainingPlan.DEFAULT);
    return defaults
        .with("method", method)
        .with("trainLayers", Math.min(1, defaults.trainLayers()))
        .with("epochs", 1);
  }

  private static boolean canTrainUpperLayers(String modelType) throws IOException {
    try (DocumentClassifier model = SmallModels.fresh(modelType, 3)) {
      return model.layers() > 0;
    }
  }
}
