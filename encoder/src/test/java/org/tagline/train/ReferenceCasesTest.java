package org.tagline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.TokenBatch;
import org.tagline.engine.Engine;
import org.tagline.engine.Pass;
import org.tagline.engine.Precision;
import org.tagline.train.loss.BinaryCrossEntropy;
import org.tagline.train.loss.CrossEntropy;
import org.tagline.train.loss.Loss;

/**
 * Compares outputs, losses, gradients and twelve training steps with the reference implementation.
 *
 * <p>The cases are test resources; {@code -Dtagline.reference=DIR} uses others.
 */
class ReferenceCasesTest {
  private static final Offset<Float> OUTPUT = within(1e-4f);
  private static final double TRAINING = 1e-3;

  /** Largest effect on a logit of rounding all weights to the 8 significant bits of bfloat16. */
  private static final Offset<Float> ROUNDED = within(5e-3f);

  /**
   * Gradients below this are rounding noise: those of BERT's key biases are 0 in exact arithmetic.
   */
  private static final double NOISE = 1e-6;

  @TestFactory
  Stream<DynamicContainer> agreesWithTheReference() throws IOException {
    Engine.start();
    String folder = System.getProperty("tagline.reference", "src/test/resources/reference");
    List<ReferenceCase> cases = ReferenceCase.in(Path.of(folder));
    assertThat(cases).as("supported cases in " + folder).isNotEmpty();
    return cases.stream().map(c -> DynamicContainer.dynamicContainer(c.name(), tests(c)));
  }

  private static Stream<DynamicTest> tests(ReferenceCase c) {
    Stream<DynamicTest> always =
        Stream.of(
            test("weights", c, ReferenceCasesTest::weights),
            test("logits", c, ReferenceCasesTest::logits));
    if (c.rounded()) {
      return always;
    }
    return Stream.concat(
        always,
        Stream.of(
            test("hidden states", c, ReferenceCasesTest::hiddenStates),
            test("losses", c, ReferenceCasesTest::losses),
            test("weight decay", c, ReferenceCasesTest::weightDecay),
            test("gradients", c, ReferenceCasesTest::gradients),
            test("training path", c, ReferenceCasesTest::trainingPath)));
  }

  private static DynamicTest test(String name, ReferenceCase c, ThrowingConsumer<ReferenceCase> t) {
    return DynamicTest.dynamicTest(name, () -> t.accept(c));
  }

  /** Compares the weights of every format with those in the folder of case.json. */
  private static void weights(ReferenceCase c) throws IOException {
    ReferenceCase owner = new ReferenceCase(c.owner(), c.owner(), c.expected());
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = c.load();
        DocumentClassifier reference = owner.load()) {
      for (String name : reference.parameters().names()) {
        Tensor expected = reference.parameters().get(name);
        if (c.rounded()) {
          expected = expected.to(ScalarType.BFloat16).to(ScalarType.Float);
        }
        assertThat(ReferenceCase.values(model.parameters().get(name)))
            .as(name)
            .containsExactly(ReferenceCase.values(expected));
      }
    }
  }

  private static void logits(ReferenceCase c) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = c.load()) {
      assertThat(ReferenceCase.values(logits(model, c.inputs())))
          .containsExactly(ReferenceCase.flat(c.matrix("logits")), c.rounded() ? ROUNDED : OUTPUT);
    }
  }

  private static void weightDecay(ReferenceCase c) throws IOException {
    List<String> expected = new ArrayList<>();
    c.expected().get("training").get("no_decay").forEach(name -> expected.add(name.asText()));
    try (DocumentClassifier model = c.load()) {
      assertThat(model.parameters().names().stream().filter(name -> !AdamW.decays(name)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static void hiddenStates(ReferenceCase c) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = c.load()) {
      List<Tensor> states = new ArrayList<>();
      Pass pass = Pass.inference(model.parameters(), Precision.FP32);
      model.encoder().forward(c.inputs(), pass, state -> states.add(state.detach()));
      assertThat(ReferenceCase.values(states.get(0).select(0, 0)))
          .containsExactly(ReferenceCase.flat(c.matrix("hidden_first")), OUTPUT);
      assertThat(ReferenceCase.values(states.get(states.size() - 1).select(0, 0)))
          .containsExactly(ReferenceCase.flat(c.matrix("hidden_last")), OUTPUT);
    }
  }

  private static void losses(ReferenceCase c) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = c.load()) {
      Tensor logits = logits(model, c.inputs());
      float[] weights = c.floats("class_weights");
      float[] ones = new float[weights.length];
      java.util.Arrays.fill(ones, 1);
      Function<Loss, Double> single = loss -> mean(loss, logits, c.labels());
      Function<Loss, Double> multi = loss -> mean(loss, logits, c.matrix("multi_labels"));
      close(single.apply(new CrossEntropy(weights, 0)), c.number("weighted_cross_entropy"));
      close(single.apply(new CrossEntropy(ones, 0)), c.number("plain_cross_entropy"));
      close(single.apply(new CrossEntropy(weights, 0.1)), c.number("label_smoothed_0.1"));
      close(multi.apply(new BinaryCrossEntropy(ones, 0)), c.number("multi_label_bce"));
      close(
          multi.apply(new BinaryCrossEntropy(weights, 0)), c.number("multi_label_bce_pos_weight"));
    }
  }

  private static void gradients(ReferenceCase c) throws IOException {
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = c.load()) {
      model.parameters().requireGradients(true);
      backward(model, c);
      for (var expected : c.expected().get("grad_norm").properties()) {
        double norm = model.parameters().get(expected.getKey()).grad().norm().item_double();
        double reference = expected.getValue().asDouble();
        assertThat(norm)
            .as(expected.getKey())
            .isCloseTo(reference, within(Math.max(NOISE, TRAINING * reference)));
      }
    }
  }

  private static void trainingPath(ReferenceCase c) throws IOException {
    JsonNode plan = c.expected().get("training");
    LinearSchedule schedule =
        new LinearSchedule(
            plan.get("peak_lr").asDouble(),
            plan.get("warmup_steps").asLong(),
            plan.get("total_steps").asLong());
    try (PointerScope scope = new PointerScope();
        DocumentClassifier model = c.load()) {
      model.parameters().requireGradients(true);
      try (AdamW optimizer = new AdamW(model.parameters().asMap(), 0.01)) {
        for (JsonNode step : plan.get("trajectory")) {
          optimizer.zeroGradients();
          double loss = backward(model, c);
          double norm = optimizer.clip(plan.get("max_grad_norm").asDouble());
          double rate = schedule.rate(step.get("step").asLong());
          optimizer.step(rate);
          String at = "step " + step.get("step");
          assertThat(rate).as(at).isCloseTo(step.get("lr").asDouble(), within(1e-12));
          relativelyClose(at + " loss", loss, step.get("loss").asDouble());
          relativelyClose(at + " norm", norm, step.get("grad_norm_before_clip").asDouble());
        }
      }
      float[] logits = ReferenceCase.values(logits(model, c.inputs()));
      float[] expected = ReferenceCase.flat(c.matrix("logits_after_training"));
      for (int i = 0; i < expected.length; i++) {
        assertThat(logits[i]).isCloseTo(expected[i], within(1e-3f + 1e-3f * Math.abs(expected[i])));
      }
    }
  }

  /** Runs the forward and backward pass of the weighted loss; returns the loss. */
  private static double backward(DocumentClassifier model, ReferenceCase c) {
    Loss loss = new CrossEntropy(c.floats("class_weights"), 0);
    Tensor sum = loss.sum(logits(model, c.inputs()), ReferenceCase.tensor(c.labels()));
    Tensor mean = sum.div(new Scalar(loss.weight(c.labels())));
    mean.backward();
    return mean.item_double();
  }

  private static Tensor logits(DocumentClassifier model, TokenBatch inputs) {
    Pass pass = Pass.inference(model.parameters(), Precision.FP32);
    Tensor hidden = model.encoder().forward(inputs, pass);
    int[] oneWindowEach = new int[(int) inputs.size()];
    java.util.Arrays.fill(oneWindowEach, 1);
    return model.logits(hidden.select(1, 0), oneWindowEach, pass);
  }

  private static double mean(Loss loss, Tensor logits, float[][] targets) {
    return loss.sum(logits, ReferenceCase.tensor(targets)).item_double() / loss.weight(targets);
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-4));
  }

  private static void relativelyClose(String what, double actual, double expected) {
    assertThat(actual).as(what).isCloseTo(expected, within(TRAINING * Math.abs(expected)));
  }
}
