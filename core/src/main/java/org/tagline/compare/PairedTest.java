package org.tagline.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Corrected resampled t test of the difference between two candidates on the same splits (Nadeau
 * and Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003). The training
 * parts of repeated splits overlap, so plain t tests report differences that do not exist; the
 * corrected test adds the ratio of test to training films to the variance.
 *
 * @param first name of the first candidate
 * @param second name of the second candidate
 * @param figure the figure compared
 * @param difference mean of first − second
 * @param pairs number of runs of both on the same split and seed
 * @param p two-sided p-value; 1 for fewer than two pairs
 */
public record PairedTest(
    String first, String second, Figure figure, double difference, int pairs, double p) {
  private static final double SIGNIFICANT = 0.05;

  /** Compares two candidates on the splits that both have. */
  static PairedTest of(CandidateResult first, CandidateResult second, Figure figure) {
    Map<String, Run> other = new HashMap<>();
    second.runs().forEach(run -> other.put(run.part(), run));
    List<Double> differences = new ArrayList<>();
    double ratio = 0;
    for (Run run : first.runs()) {
      Run pair = other.get(run.part());
      if (pair != null) {
        differences.add(run.get(figure) - pair.get(figure));
        ratio += (double) run.testFilms() / run.trainFilms();
      }
    }
    Spread spread = Spread.of(differences);
    double p = 1;
    if (spread.count() > 1) {
      double variance = (1.0 / spread.count() + ratio / spread.count()) * spread.sd() * spread.sd();
      p =
          spread.mean() == 0
              ? 1
              : StudentT.twoSided(spread.mean() / Math.sqrt(variance), spread.count() - 1);
    }
    return new PairedTest(first.name(), second.name(), figure, spread.mean(), spread.count(), p);
  }

  /** Returns whether the difference is not significant. */
  public boolean noise() {
    return p >= SIGNIFICANT;
  }
}
