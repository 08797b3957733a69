package org.tagline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final double[] GOOD = {0.74, 0.75, 0.76, 0.74, 0.75};

  @Test
  void studentsDistributionAgreesWithPublishedTables() {
    assertThat(StudentT.critical(0.05, 4)).isCloseTo(2.776445, within(1e-6));
    assertThat(StudentT.critical(0.01, 9)).isCloseTo(3.249836, within(1e-6));
    assertThat(StudentT.twoSided(1, 1)).isCloseTo(0.5, within(1e-12));
    assertThat(StudentT.twoSided(0, 7)).isCloseTo(1, within(1e-12));
  }

  @Test
  void theTestAddsTheRatioOfTestToTrainingFilmsToTheVariance() {
    // Differences 1, 2, 3, 4, 5 hundredths: mean 3, sd 1.5811; t = 3 / (sd · sqrt(1/5 + 1/4)).
    PairedTest test =
        PairedTest.of(
            result("a", 10, 1, 0.51, 0.52, 0.53, 0.54, 0.55),
            result("b", 10, 1, 0.50, 0.50, 0.50, 0.50, 0.50),
            Figure.ACCURACY);
    assertThat(test.difference()).isCloseTo(0.03, within(1e-12));
    double t = 3 / (Math.sqrt(2.5) * Math.sqrt(0.2 + 0.25));
    assertThat(test.p()).isCloseTo(StudentT.twoSided(t, 4), within(1e-12));
    assertThat(test.p()).isBetween(0.04, 0.06);
  }

  @Test
  void aDifferenceWithChangingSignIsNoise() {
    PairedTest test =
        PairedTest.of(
            result("a", 10, 1, 0.7, 0.8, 0.7, 0.8),
            result("b", 10, 1, 0.8, 0.7, 0.7, 0.8),
            Figure.ACCURACY);
    assertThat(test.noise()).isTrue();
  }

  @Test
  void theBestWinsWhenAccuracyIsPreferred() {
    Verdict verdict = Verdict.of(results(), Preference.ACCURACY);
    assertThat(verdict.winner()).isEqualTo("slow");
    assertThat(verdict.why().get(0))
        .isEqualTo("slow has the best accuracy: 0.748 ± 0.008 over 5 runs.");
    assertThat(String.join(" ", verdict.why()))
        .contains("above fast, which is within noise (p = 0.")
        .contains("above majority, which is more than noise (p < 0.001)");
  }

  @Test
  void aSingleRunHasNoDeviation() {
    Verdict verdict = Verdict.of(List.of(result("only", 10, 1, 0.75)), Preference.ACCURACY);
    assertThat(verdict.why().get(0))
        .isEqualTo("only has the best accuracy: 0.750 in a single run.");
  }

  @Test
  void theFastestOfThoseAboutAsGoodWinsWhenSpeedIsPreferred() {
    assertThat(Verdict.of(results(), Preference.SPEED).winner()).isEqualTo("fast");
  }

  @Test
  void theSmallestOfThoseAboutAsGoodWinsWhenSizeIsPreferred() {
    assertThat(Verdict.of(results(), Preference.SMALL).winner()).isEqualTo("fast");
  }

  @Test
  void aCandidateThatIsWorseInEverythingIsNotParetoBest() {
    List<CandidateResult> results = new ArrayList<>(results());
    results.add(result("worse", 200, 3e9, 0.6, 0.6, 0.6, 0.6, 0.6));
    assertThat(Verdict.of(results, Preference.ACCURACY).paretoBest())
        .containsExactly("slow", "fast", "majority");
  }

  @Test
  void aSingleRunIsReportedAsNoProof() {
    Verdict verdict =
        Verdict.of(List.of(result("a", 1, 1, 0.9), result("b", 1, 1, 0.5)), Preference.ACCURACY);
    assertThat(verdict.why().get(1)).contains("proves nothing");
  }

  @Test
  void hoursForTenThousandFilms() {
    assertThat(result("a", 360, 1, 0.5).hoursPerTenThousandFilms()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aCandidateCanHaveOptions() {
    Candidate candidate = Candidate.parse("all-minilm-l6-v2:method=lora:learningRate=3e-4");
    assertThat(candidate.base()).isEqualTo("all-minilm-l6-v2");
    assertThat(candidate.options())
        .containsExactly(Map.entry("method", "lora"), Map.entry("learning-rate", "3e-4"));
    assertThatThrownBy(() -> Candidate.parse("epochs=2"))
        .hasMessageContaining("a candidate is written");
  }

  @Test
  void theBaselinesAreAlwaysIncluded() {
    assertThat(Candidate.withBaselines(List.of(Candidate.parse("linear:c=1"))))
        .extracting(Candidate::name)
        .containsExactly("majority", "linear:c=1");
  }

  private static List<CandidateResult> results() {
    return List.of(
        result("majority", 0.1, 1e8, 0.66, 0.67, 0.66, 0.67, 0.66),
        result("fast", 1, 2e8, 0.75, 0.73, 0.75, 0.74, 0.74),
        result("slow", 100, 2e9, GOOD));
  }

  private static CandidateResult result(
      String name, double millis, double bytes, double... accuracies) {
    List<Run> runs = new ArrayList<>();
    for (double accuracy : accuracies) {
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.put(Figure.ACCURACY, accuracy);
      figures.put(Figure.BALANCED_ACCURACY, accuracy);
      figures.put(Figure.MACRO_F1, accuracy);
      figures.put(Figure.MILLIS, millis);
      figures.put(Figure.MEMORY, bytes);
      runs.add(new Run("split" + runs.size(), 400, 100, figures));
    }
    return new CandidateResult(Candidate.parse(name), runs);
  }
}
