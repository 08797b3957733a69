package org.tagline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagline.base.BaseEncoders;
import org.tagline.base.SmallBase;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.SmallModels;
import org.tagline.encoder.WindowVectors;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;
import org.tagline.train.method.Methods;

class UpperLayersTest {
  private static final Loss LOSS = new CrossEntropy(new float[] {1, 2, 3}, 0);

  @TempDir Path folder;

  /** If both layers are trained nothing is cached, so only the order of products may differ. */
  @ParameterizedTest(name = "{1} layers of {0}")
  @CsvSource({"bert, 1, 2e-3", "bert, 2, 1e-5", "distilbert, 1, 2e-3", "distilbert, 2, 1e-5"})
  void theGradientsEqualThoseOfAFullPass(String modelType, int layers, double tolerance)
      throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 3);
        Method.Session session =
            Methods.named("upper").begin(model, plan("upper", layers), folder)) {
      session.prepare(MethodContractTest.examples(), TrainingListener.SILENT);

      Map<String, float[]> whole = gradients(model, session, model::windowVectors);
      Map<String, float[]> above = gradients(model, session, session.vectors());

      assertThat(above.keySet()).isEqualTo(whole.keySet()).isNotEmpty();
      float largest = 0;
      for (float[] gradient : whole.values()) {
        for (float value : gradient) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
      for (String name : whole.keySet()) {
        assertThat(above.get(name))
            .as(name)
            .containsExactly(whole.get(name), within((float) (tolerance * largest)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"upper", "lora"})
  void theLowerWeightsDoNotChangeAndAKilledTrainingEndsWithTheSameWeights(String method)
      throws IOException {
    TrainingPlan plan = plan(method, 1).with("epochs", 2).with("checkpointEvery", 1);
    Map<String, String> uninterrupted = train(plan, null, null, 0, false);
    try (DocumentClassifier fresh = SmallModels.fresh("bert", 3)) {
      MethodContractTest.bits(fresh)
          .forEach(
              (name, bits) -> {
                if (fresh.isBelow(1, name)) {
                  assertThat(uninterrupted.get(name)).as(name).isEqualTo(bits);
                }
              });
    }
    Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));
    Path cache = folder.resolve("cache");
    assertThatThrownBy(() -> train(plan, checkpoints, cache, 3, false))
        .isInstanceOf(IllegalStateException.class);

    assertThat(train(plan, checkpoints, cache, 0, true)).isEqualTo(uninterrupted);
  }

  @Test
  void aSecondTrainingUsesTheCacheOfTheFirst() throws IOException {
    Path cache = folder.resolve("cache");
    train(plan("upper", 1), null, cache, 0, false);
    List<Long> sizes = sizes(cache);

    TrainingPlan lora = plan("lora", 1).with("seed", 9);
    Map<String, String> after = train(lora, null, cache, 0, false);

    assertThat(sizes(cache)).as("index and numbers of one cache").hasSize(2).isEqualTo(sizes);
    assertThat(after)
        .as("equal to a training without a cache")
        .isEqualTo(train(lora, null, null, 0, false));
  }

  @Test
  void aModelThatShortensTheTextIsRefused() throws IOException {
    try (DocumentClassifier funnel = SmallModels.fresh("funnel", 3)) {
      assertThatThrownBy(() -> Methods.named("upper").check(plan("upper", 1), funnel))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("can only be trained whole; leave --train-layers out");
    }
  }

  @Test
  void anImpossibleNumberOfLayersIsRefused() throws IOException {
    try (DocumentClassifier bert = SmallModels.fresh("bert", 3)) {
      assertThatThrownBy(() -> Methods.named("lora").check(plan("lora", 3), bert))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("this base has 2 layers, so --train-layers must lie in 1…2, not 3");
      assertThatThrownBy(() -> Methods.named("frozen").check(plan("frozen", 1), bert))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("trains no layer of the encoder");
      assertThatThrownBy(() -> Methods.named("full").check(plan("full", 1), bert))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("use --method upper");
      assertThatThrownBy(() -> Methods.named("upper").check(plan("upper", 0), bert))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("trains at least one layer, not 0");
    }
  }

  @Test
  void upperLayersAreTheDefaultForDeepPretrainedBases() throws IOException {
    assertThat(Methods.usual(BaseEncoders.resolve(BaseEncoders.DEFAULT)).id()).isEqualTo("upper");
    for (String base : List.of("bert-base-uncased", "funnel-transformer/small")) {
      assertThat(Methods.usual(BaseEncoders.resolve("fresh:" + base)).id()).isEqualTo("full");
    }
    assertThat(Methods.usual(new SmallBase("bert", 3)).id()).as("two layers").isEqualTo("full");
  }

  private static TrainingPlan plan(String method, int layers) {
    return MethodContractTest.plan(method).with("trainLayers", layers).with("precision", "fp32");
  }

  private static Map<String, float[]> gradients(
      DocumentClassifier model, Method.Session session, WindowVectors encoder) {
    try (AdamW optimizer = new AdamW(session.trained(), 0)) {
      optimizer.zeroGradients();
      Pass pass = model.trainingPass(Precision.FP32, 0);
      MicroBatchGradients microBatches = new MicroBatchGradients(model, LOSS, 4096, encoder);
      try (GradientStep step = new GradientStep(microBatches, 42, session.trained(), pass, 1)) {
        step.accumulate(MethodContractTest.examples(), 0);
      }
    }
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> trained : session.trained().entrySet()) {
      gradients.put(trained.getKey(), ReferenceCase.values(trained.getValue().grad().clone()));
    }
    return gradients;
  }

  private static Map<String, String> train(
      TrainingPlan plan,
      @Nullable Checkpoints checkpoints,
      @Nullable Path cache,
      int stop,
      boolean resume)
      throws IOException {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(Step step) {
            if (step.step() == stop) {
              throw new IllegalStateException("killed");
            }
          }
        };
    try (DocumentClassifier model = SmallModels.fresh("bert", 3)) {
      new Trainer(
              model, Methods.named(plan.method()), LOSS, plan, null, checkpoints, cache, listener)
          .train(MethodContractTest.examples(), resume);
      return MethodContractTest.bits(model);
    }
  }

  private static List<Long> sizes(Path cache) throws IOException {
    try (var files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).sorted().map(f -> f.toFile().length()).toList();
    }
  }
}
