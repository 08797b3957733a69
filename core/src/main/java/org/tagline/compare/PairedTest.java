package org.tagline.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether two candidates differ by more than noise over the same splits: the corrected resampled t
 * test (Nadeau and Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003).
 * Training parts of repeated splits overlap, so plain t tests find differences that are not there;
 * the variance is widened by test films / training films.
 *
 * @param first name of a candidate
 * @param second name of another
 * @param figure that was compared
 * @param difference mean of first − second
 * @param pairs runs of both on the same part
 * @param p how likely a difference as large is by chance; 1 for fewer than two pairs
 */
public record PairedTest(
    String first, String second, Figure figure, double difference, int pairs, double p) {
  private static final double SIGNIFICANT = 0.05;

  /** Compares on the parts that both have. */
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

  /** Whether chance alone makes such differences often. */
  public boolean noise() {
    return p >= SIGNIFICANT;
  }
}
