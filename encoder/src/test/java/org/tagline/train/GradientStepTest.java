package org.tagline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.SmallModels;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;
import org.tagline.train.method.Methods;

class GradientStepTest {
  private static final Loss LOSS = new CrossEntropy(new float[] {1, 2, 3}, 0);

  /** Fewer tokens than some examples have, so that some are processed in pieces. */
  private static final int TOKENS = 32;

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void theNumberOfWorkersChangesOnlyTheOrderOfSums(String method, String modelType)
      throws IOException {
    Map<String, float[]> one = gradients(method, modelType, 1);
    float largest = 0;
    for (float[] gradient : one.values()) {
      for (float value : gradient) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    assertThat(largest).isPositive();
    for (int workers = 2; workers <= 3; workers++) {
      Map<String, float[]> several = gradients(method, modelType, workers);
      assertThat(several.keySet()).isEqualTo(one.keySet());
      for (String name : one.keySet()) {
        assertThat(several.get(name))
            .as("%s on %d workers", name, workers)
            .containsExactly(one.get(name), within(1e-5f * largest));
      }
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void theSameNumberOfWorkersGivesTheSameBits(String method, String modelType) throws IOException {
    Map<String, float[]> first = gradients(method, modelType, 2);
    Map<String, float[]> second = gradients(method, modelType, 2);
    first.forEach(
        (name, gradient) -> assertThat(second.get(name)).as(name).containsExactly(gradient));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void everyWorkerSeesTheWeightsOfTheLastStep(String method, String modelType) throws IOException {
    double[] one = losses(method, modelType, 1);
    double[] two = losses(method, modelType, 2);
    assertThat(Math.abs(one[0] - one[one.length - 1]))
        .as("decrease of the loss")
        .isGreaterThan(0.01);
    assertThat(two).containsExactly(one, within(2e-3));
  }

  /** Returns the losses of repeated steps on the same examples, without dropout. */
  private static double[] losses(String method, String modelType, int workers) throws IOException {
    TrainingPlan plan = MethodContractTest.plan(method).with("precision", "fp32");
    double[] losses = new double[6];
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 3);
        Method.Session session = Methods.named(method).begin(model, plan, null);
        AdamW optimizer = new AdamW(session.trained(), 0)) {
      session.prepare(MethodContractTest.examples(), TrainingListener.SILENT);
      MicroBatchGradients microBatches = microBatches(model, session, plan);
      Pass pass = model.trainingPass(Precision.FP32, 0);
      try (GradientStep step =
          new GradientStep(microBatches, 42, session.trained(), pass, workers)) {
        for (int i = 0; i < losses.length; i++) {
          optimizer.zeroGradients();
          losses[i] = step.accumulate(MethodContractTest.examples(), i);
          optimizer.step(1e-2);
        }
      }
    }
    return losses;
  }

  /** Uses several micro-batches per batch, except for a method that computes whole batches. */
  private static MicroBatchGradients microBatches(
      DocumentClassifier model, Method.Session session, TrainingPlan plan) {
    int own = session.tokenBudget(plan);
    int tokens = own == plan.tokenBudget() ? TOKENS : own;
    return new MicroBatchGradients(model, LOSS, tokens, session.vectors());
  }

  /** Returns the gradients of two consecutive batches, with the architecture's own dropout. */
  private static Map<String, float[]> gradients(String method, String modelType, int workers)
      throws IOException {
    TrainingPlan plan = MethodContractTest.plan(method).with("precision", "fp32");
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 3);
        Method.Session session = Methods.named(method).begin(model, plan, null)) {
      session.prepare(MethodContractTest.examples(), TrainingListener.SILENT);
      Pass pass = model.trainingPass(Precision.FP32);
      MicroBatchGradients microBatches = microBatches(model, session, plan);
      try (GradientStep step =
          new GradientStep(microBatches, 42, session.trained(), pass, workers)) {
        step.accumulate(MethodContractTest.examples().subList(0, 6), 0);
        step.accumulate(MethodContractTest.examples().subList(6, 12), 1);
      }
      session
          .trained()
          .forEach((name, weight) -> gradients.put(name, ReferenceCase.values(weight.grad())));
    }
    return gradients;
  }
}
