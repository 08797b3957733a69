package org.tagline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private final ScikitLearnCase known = ScikitLearnCase.read("calibration");
  private final int[] labels = known.indexes("gold");
  private final float[][] logits = known.matrix("logits");

  @Test
  void expectedErrorMatchesNumPy() {
    assertThat(Calibration.expectedError(labels, known.matrix("probabilities")))
        .isCloseTo(known.number("expectedError"), within(1e-9));
  }

  @Test
  void temperatureMatchesSciPy() {
    assertThat(Calibration.fitTemperature(labels, logits))
        .isCloseTo(known.number("temperature"), within(1e-5));
  }

  @Test
  void theFittedTemperatureLowersTheCalibrationError() {
    double temperature = Calibration.fitTemperature(labels, logits);
    float[][] cooled =
        Arrays.stream(logits)
            .map(row -> Calibration.softmax(row, temperature))
            .toArray(float[][]::new);

    assertThat(Calibration.expectedError(labels, cooled))
        .isLessThan(known.number("expectedError") / 2);
  }

  @Test
  void perfectSeparationStopsAtTheLowestTemperature() {
    assertThat(Calibration.fitTemperature(new int[] {0, 1}, new float[][] {{3, 0}, {0, 3}}))
        .isCloseTo(0.1, within(1e-9));
  }

  @Test
  void wrongPredictionsStopAtTheHighestTemperature() {
    assertThat(Calibration.fitTemperature(new int[] {1, 0}, new float[][] {{3, 0}, {0, 3}}))
        .isCloseTo(10, within(1e-9));
  }

  @Test
  void uninformativeLogitsKeepTheTemperature() {
    assertThat(Calibration.fitTemperature(new int[] {1}, new float[][] {{0, 0}})).isEqualTo(1);
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    assertThat(Calibration.softmax(new float[] {3e38f, 0}, 0.1)).containsExactly(1, 0);
  }

  @Test
  void aBrokenLogitIsReportedWithTheIndexOfTheFilm() {
    logits[5][1] = Float.POSITIVE_INFINITY;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.fitTemperature(labels, logits))
        .withMessageContaining("film 5 has the score Infinity");
  }
}
