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

/** What every method keeps with every architecture; a new one of either adds its rows. */
class MethodContractTest {
  private static final Loss LOSS = new CrossEntropy(new float[] {0.7f, 1.2f, 1.8f}, 0);

  /** Which weights a method may change in a model; a new method says so here. */
  private static final Map<String, BiPredicate<DocumentClassifier, String>> CHANGED =
      Map.of(
          "upper", (model, name) -> !model.isBelow(1, name),
          "full", (model, name) -> true,
          "lora", MethodContractTest::isQueryValueOrHead,
          "frozen", (model, name) -> model.headWeights().contains(name));

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void twoStepsChangeWhatIsTrainedAndNothingElse(String method, String modelType)
      throws IOException {
    BiPredicate<DocumentClassifier, String> trained = CHANGED.get(method);
    assertThat(trained).as("what " + method + " may change").isNotNull();
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
          .train(films(), false);

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
  void aTrainingThatWasStoppedEndsInTheSameWeights(String method, String modelType)
      throws IOException {
    TrainingPlan plan = plan(method).with("epochs", 2).with("checkpointEvery", 1);
    Map<String, String> straight = train(modelType, plan, null, null, 0, false);
    Path cache = folder.resolve("cache");
    Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));

    for (int stop : new int[] {2, 3}) {
      boolean resume = stop > 2;
      assertThatThrownBy(() -> train(modelType, plan, checkpoints, cache, stop, resume))
          .isInstanceOf(Died.class);
    }

    assertThat(train(modelType, plan, checkpoints, cache, 0, true)).isEqualTo(straight);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void aCheckpointHoldsNoMoreThanWhatIsTrained(String method, String modelType) throws IOException {
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
  void anUnknownMethodIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> TrainingPlan.DEFAULT.with("method", "adapter"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the method must be one of upper, full, lora, frozen, not \"adapter\"");
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
              throw new Died();
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
          .train(films(), resume);
      return bits(model);
    }
  }

  /** Stands for a killed process: nothing after it runs. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Every weight's bits, so that equal means equal. */
  static Map<String, String> bits(DocumentClassifier model) {
    Map<String, String> bits = new LinkedHashMap<>();
    model
        .parameters()
        .asMap()
        .forEach((name, t) -> bits.put(name, Arrays.toString(ReferenceCase.values(t))));
    return bits;
  }

  /** Twelve films of one to three windows of 5 to 14 tokens of a vocabulary of 30. */
  static List<Example> films() {
    return RandomFilms.of(3, film -> 5 + 3 * film, 1, 30);
  }
}
