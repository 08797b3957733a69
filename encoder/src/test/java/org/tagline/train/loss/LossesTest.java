package org.tagline.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {
  private static final float[][] LOGITS = {{0.4f, -1.2f, 2}, {-0.3f, 0.8f, -2.5f}};
  private static final float[][] TARGETS = {{1, 0, 1}, {0, 0, 1}};
  private static final Losses.Tags TAGS =
      new Losses.Tags(new float[] {1, 2, 3}, new long[] {50, 20, 5}, 100, 0.1);

  static Iterable<String> names() {
    return Losses.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsMatchFiniteDifferences(String name) {
    Loss loss = Losses.of(name, TAGS);
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = tensor(LOGITS);
      logits.set_requires_grad(true);
      loss.sum(logits, tensor(TARGETS)).backward();
      float[] gradient = new float[6];
      new FloatPointer(logits.grad().data_ptr_float()).get(gradient);
      for (int i = 0; i < gradient.length; i++) {
        double slope = (value(loss, moved(i, 0.01f)) - value(loss, moved(i, -0.01f))) / 0.02;
        assertThat((double) gradient[i]).as("logit %d", i).isCloseTo(slope, within(2e-3));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void correctPredictionsHaveALowerLossThanWrongOnes(String name) {
    Loss loss = Losses.of(name, TAGS);

    double right = value(loss, new float[][] {{5, -5, 5}, {-5, -5, 5}});
    double wrong = value(loss, new float[][] {{-5, 5, -5}, {5, 5, -5}});

    assertThat(right).isLessThan(wrong);
  }

  @Test
  void focalLossMatchesItsFormula() {
    Loss loss = new FocalLoss(new float[] {1, 2, 3}, 0);
    double expected = 0;
    for (int document = 0; document < 2; document++) {
      for (int tag = 0; tag < 3; tag++) {
        double p = 1 / (1 + Math.exp(-LOGITS[document][tag]));
        boolean has = TARGETS[document][tag] == 1;
        double truth = has ? p : 1 - p;
        expected -= (has ? tag + 1 : 1) * Math.pow(1 - truth, 2) * Math.log(truth);
      }
    }

    assertThat(value(loss, LOGITS)).isCloseTo(expected, within(1e-4));
  }

  @Test
  void distributionBalancedLossMatchesThePaper() {
    double expected = 0;
    double[] rates = {1 / 50.0, 1 / 20.0, 1 / 5.0};
    for (int document = 0; document < 2; document++) {
      double sampled = 0;
      for (int tag = 0; tag < 3; tag++) {
        sampled += TARGETS[document][tag] * rates[tag];
      }
      for (int tag = 0; tag < 3; tag++) {
        double weight = 0.1 + 1 / (1 + Math.exp(-10 * (rates[tag] / sampled - 0.2)));
        double z = LOGITS[document][tag] - 0.05 / 5 * Math.log(100 * rates[tag] - 1);
        expected +=
            TARGETS[document][tag] == 1
                ? weight * Math.log1p(Math.exp(-z))
                : weight / 5 * Math.log1p(Math.exp(5 * z));
      }
    }
    Loss loss = new DistributionBalancedLoss(new long[] {50, 20, 5}, 100, 0);

    assertThat(value(loss, LOGITS)).isCloseTo(expected, within(1e-4));
  }

  @Test
  void anUnknownNameIsRefusedAndTheKnownOnesAreListed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Losses.of("unknown", TAGS))
        .withMessageContaining(String.join(", ", Losses.names()));
  }

  private static float[][] moved(int index, float by) {
    float[][] moved = {LOGITS[0].clone(), LOGITS[1].clone()};
    moved[index / 3][index % 3] += by;
    return moved;
  }

  private static double value(Loss loss, float[][] logits) {
    try (PointerScope scope = new PointerScope()) {
      return loss.sum(tensor(logits), tensor(TARGETS)).item_float();
    }
  }

  private static Tensor tensor(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
    }
    return Tensor.create(flat, rows.length, rows[0].length);
  }
}
