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

/** Every method with every architecture that it can train; for parameterized tests. */
public final class MethodRows {

  private MethodRows() {}

  /** Pairs of a method's and an architecture's name. */
  public static Stream<Arguments> all() throws IOException {
    List<Arguments> rows = new ArrayList<>();
    for (Method method : Methods.all()) {
      for (Architecture architecture : Architectures.all()) {
        String modelType = architecture.modelType();
        if (plan(method.id()).trainLayers() == 0 || canBeCut(modelType)) {
          rows.add(Arguments.of(method.id(), modelType));
        }
      }
    }
    return rows.stream();
  }

  /** The method's own plan, of one layer where it trains some. */
  public static TrainingPlan plan(String method) {
    TrainingPlan usual = Methods.named(method).defaults(TrainingPlan.DEFAULT);
    return usual
        .with("method", method)
        .with("trainLayers", Math.min(1, usual.trainLayers()))
        .with("epochs", 1);
  }

  private static boolean canBeCut(String modelType) throws IOException {
    try (DocumentClassifier model = SmallModels.fresh(modelType, 3)) {
      return model.layers() > 0;
    }
  }
}
