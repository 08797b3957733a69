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

  /** Less than some films have, so that films in pieces are among the parts. */
  private static final int TOKENS = 32;

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void workersChangeTheOrderOfSumsAlone(String method, String modelType) throws IOException {
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
  void equalWorkersGiveTheSameBits(String method, String modelType) throws IOException {
    Map<String, float[]> first = gradients(method, modelType, 2);
    Map<String, float[]> second = gradients(method, modelType, 2);
    first.forEach(
        (name, gradient) -> assertThat(second.get(name)).as(name).containsExactly(gradient));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void everyLaneSeesTheWeightsThatTheLastStepMoved(String method, String modelType)
      throws IOException {
    double[] one = losses(method, modelType, 1);
    double[] two = losses(method, modelType, 2);
    assertThat(Math.abs(one[0] - one[one.length - 1])).as("what was learned").isGreaterThan(0.01);
    assertThat(two).containsExactly(one, within(2e-3));
  }

  /** Of the same films again and again, without dropout. */
  private static double[] losses(String method, String modelType, int workers) throws IOException {
    TrainingPlan plan = MethodContractTest.plan(method).with("precision", "fp32");
    double[] losses = new double[6];
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 3);
        Method.Session session = Methods.named(method).begin(model, plan, null);
        AdamW optimizer = new AdamW(session.trained(), 0)) {
      session.prepare(MethodContractTest.films(), TrainingListener.SILENT);
      MicroBatchGradients parts = parts(model, session, plan);
      Pass pass = model.trainingPass(Precision.FP32, 0);
      try (GradientStep step = new GradientStep(parts, 42, session.trained(), pass, workers)) {
        for (int i = 0; i < losses.length; i++) {
          optimizer.zeroGradients();
          losses[i] = step.accumulate(MethodContractTest.films(), i);
          optimizer.step(1e-2);
        }
      }
    }
    return losses;
  }

  /** Several parts a batch, but for a method that computes whole batches. */
  private static MicroBatchGradients parts(
      DocumentClassifier model, Method.Session session, TrainingPlan plan) {
    int own = session.tokenBudget(plan);
    int tokens = own == plan.tokenBudget() ? TOKENS : own;
    return new MicroBatchGradients(model, LOSS, tokens, session.vectors());
  }

  /** Of two batches one after the other, with the architecture's own dropout. */
  private static Map<String, float[]> gradients(String method, String modelType, int workers)
      throws IOException {
    TrainingPlan plan = MethodContractTest.plan(method).with("precision", "fp32");
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 3);
        Method.Session session = Methods.named(method).begin(model, plan, null)) {
      session.prepare(MethodContractTest.films(), TrainingListener.SILENT);
      Pass pass = model.trainingPass(Precision.FP32);
      MicroBatchGradients parts = parts(model, session, plan);
      try (GradientStep step = new GradientStep(parts, 42, session.trained(), pass, workers)) {
        step.accumulate(MethodContractTest.films().subList(0, 6), 0);
        step.accumulate(MethodContractTest.films().subList(6, 12), 1);
      }
      session
          .trained()
          .forEach((name, weight) -> gradients.put(name, ReferenceCase.values(weight.grad())));
    }
    return gradients;
  }
}
