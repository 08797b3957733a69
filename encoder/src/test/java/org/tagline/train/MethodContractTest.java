package org.tagline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.encoder.Architecture;
import org.tagline.encoder.Architectures;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.SmallModels;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;
import org.tagline.train.method.Methods;

/**
 * The contract of every training method with every architecture; new ones of either are tested
 * automatically.
 */
class MethodContractTest {
  private static final Loss LOSS = new CrossEntropy(new float[] {0.7f, 1.2f, 1.8f}, 0);

  /** The weights that a method may change; a new method needs an entry. */
  private static final Map<String, BiPredicate<DocumentClassifier, String>> CHANGED =
      Map.of(
          "upper", (model, name) -> !model.isBelow(1, name),
          "full", (model, name) -> true,
          "lora", MethodContractTest::isQueryValueOrHead,
          "frozen", (model, name) -> model.headWeights().contains(name));

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void onlyTheTrainedWeightsChange(String method, String modelType) throws IOException {
    BiPredicate<DocumentClassifier, String> trained = CHANGED.get(method);
    assertThat(trained).as("weights that " + method + " may change").isNotNull();
    try (DocumentClassifier model = SmallModels.fresh(modelType, 3)) {
      Map<String, String> before = bits(model);

      new Trainer(
              model,
              Methods.named(plan(method).method()),
              LOSS,
              plan(method),
              null,
              null,
              null,
              TrainingListener.SILENT)
          .train(examples(), false);

      Map<String, String> after = bits(model);
      for (String name : before.keySet()) {
        if (trained == null || !trained.test(model, name)) {
          assertThat(after.get(name)).as(name).isEqualTo(before.get(name));
        } else if (name.endsWith(".weight")) {
          assertThat(after.get(name)).as(name).isNotEqualTo(before.get(name));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void aTrainingThatIsKilledEndsWithTheSameWeights(String method, String modelType)
      throws IOException {
    TrainingPlan plan = plan(method).with("epochs", 2).with("checkpointEvery", 1);
    Map<String, String> uninterrupted = train(modelType, plan, null, null, 0, false);
    Path cache = folder.resolve("cache");
    Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));

    for (int stop : new int[] {2, 3}) {
      boolean resume = stop > 2;
      assertThatThrownBy(() -> train(modelType, plan, checkpoints, cache, stop, resume))
          .isInstanceOf(Killed.class);
    }

    assertThat(train(modelType, plan, checkpoints, cache, 0, true)).isEqualTo(uninterrupted);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void aCheckpointContainsOnlyTheTrainedWeights(String method, String modelType)
      throws IOException {
    TrainingPlan plan = plan(method).with("checkpointEvery", 1);
    Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));
    train(modelType, plan, checkpoints, null, 0, false);
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 3)) {
      Map<String, ?> stored =
          Checkpoints.under("weight", checkpoints.read().orElseThrow().tensors());
      BiPredicate<DocumentClassifier, String> trained =
          CHANGED.getOrDefault(method, (m, n) -> true);
      assertThat(model.parameters().names())
          .filteredOn(name -> !name.contains("query") && !name.contains("value"))
          .filteredOn(name -> !name.contains("q_") && !name.contains("v_"))
          .allSatisfy(
              name ->
                  assertThat(stored.containsKey(name))
                      .as(name)
                      .isEqualTo(trained.test(model, name)));
    }
  }

  @Test
  void anUnknownMethodIsRefusedAndTheKnownOnesAreListed() {
    List<String> known = Methods.all().stream().map(Method::id).toList();
    int last = known.size() - 1;
    String list = String.join(", ", known.subList(0, last)) + " or " + known.get(last);
    assertThatThrownBy(() -> TrainingPlan.DEFAULT.with("method", "adapter"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--method must be %s, not \"adapter\"", list);
  }

  private static boolean isQueryValueOrHead(DocumentClassifier model, String name) {
    Architecture architecture = Architectures.of(model.config());
    return model.headWeights().contains(name)
        || architecture.queryAndValue().stream().anyMatch(q -> name.endsWith(q + ".weight"));
  }

  static TrainingPlan plan(String method) {
    return MethodRows.plan(method).with("batch", 6).with("learningRate", 1e-2).with("warmup", 0);
  }

  private static Map<String, String> train(
      String modelType,
      TrainingPlan plan,
      @Nullable Checkpoints checkpoints,
      @Nullable Path cache,
      int stop,
      boolean resume)
      throws IOException {
    Validation validation =
        (model, vectors) ->
            new Validation.Result(1, model.headWeights().size(), "constant, so epoch 1 is best");
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(Step step) {
            if (step.step() == stop) {
              throw new Killed();
            }
          }
        };
    try (DocumentClassifier model = SmallModels.fresh(modelType, 3)) {
      new Trainer(
              model,
              Methods.named(plan.method()),
              LOSS,
              plan,
              validation,
              checkpoints,
              cache,
              listener)
          .train(examples(), resume);
      return bits(model);
    }
  }

  /** Simulates a killed process. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Returns every weight's values as a string. */
  static Map<String, String> bits(DocumentClassifier model) {
    Map<String, String> bits = new LinkedHashMap<>();
    model
        .parameters()
        .asMap()
        .forEach((name, t) -> bits.put(name, Arrays.toString(ReferenceCase.values(t))));
    return bits;
  }

  /**
   * Returns twelve examples with one to three windows of 5 to 14 tokens from a vocabulary of 30.
   */
  static List<Example> examples() {
    return RandomExamples.of(3, example -> 5 + 3 * example, 1, 30);
  }
}
