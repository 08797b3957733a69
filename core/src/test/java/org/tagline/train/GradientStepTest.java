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
import org.tagline.encoder.Pass;
import org.tagline.encoder.Precision;
import org.tagline.encoder.SmallModels;

class GradientStepTest {
  private static final Loss LOSS = new CrossEntropy(new float[] {1, 2, 3}, 0);

  /** Less than some films have, so that films in pieces are among the parts. */
  private static final int TOKENS = 32;

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void lanesChangeTheOrderOfSumsAlone(String method, String modelType) throws IOException {
    Map<String, float[]> one = gradients(method, modelType, 1);
    float largest = 0;
    for (float[] gradient : one.values()) {
      for (float value : gradient) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    assertThat(largest).isPositive();
    for (int lanes = 2; lanes <= 3; lanes++) {
      Map<String, float[]> several = gradients(method, modelType, lanes);
      assertThat(several.keySet()).isEqualTo(one.keySet());
      for (String name : one.keySet()) {
        assertThat(several.get(name))
            .as("%s on %d lanes", name, lanes)
            .containsExactly(one.get(name), within(1e-5f * largest));
      }
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("org.tagline.train.MethodRows#all")
  void theSameLanesGiveTheSameBits(String method, String modelType) throws IOException {
    Map<String, float[]> first = gradients(method, modelType, 2);
    Map<String, float[]> second = gradients(method, modelType, 2);
    first.forEach(
        (name, gradient) -> assertThat(second.get(name)).as(name).containsExactly(gradient));
  }

  /** Of two batches one after the other, with the architecture's own dropout. */
  private static Map<String, float[]> gradients(String method, String modelType, int lanes)
      throws IOException {
    TrainingPlan plan = MethodContractTest.plan(method).with("precision", "fp32");
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = SmallModels.fresh(modelType, 3);
        Method.Session session = Methods.named(method).begin(model, plan, null)) {
      session.prepare(MethodContractTest.films(), TrainingListener.SILENT);
      Pass pass = model.trainingPass(Precision.FP32);
      int own = session.tokenBudget(plan);
      int tokens = own == plan.tokenBudget() ? TOKENS : own;
      PartGradients parts = new PartGradients(model, LOSS, tokens, session.vectors());
      try (GradientStep step = new GradientStep(parts, 42, session.trained(), pass, lanes)) {
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
