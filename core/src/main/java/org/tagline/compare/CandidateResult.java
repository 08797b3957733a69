package org.tagline.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A candidate with the results of its runs. */
public record CandidateResult(Candidate candidate, List<Run> runs) {
  private static final double TEN_THOUSAND_IN_HOURS = 10_000 / 3_600_000.0;

  public CandidateResult {
    runs = List.copyOf(runs);
  }

  public String name() {
    return candidate.name();
  }

  /** Returns mean and standard deviation over the runs, for each figure that the runs have. */
  public Map<Figure, Spread> figures() {
    Map<Figure, Spread> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      List<Double> values =
          runs.stream().map(run -> run.get(figure)).filter(v -> !v.isNaN()).toList();
      if (!values.isEmpty()) {
        figures.put(figure, Spread.of(values));
      }
    }
    return figures;
  }

  public double mean(Figure figure) {
    Spread spread = figures().get(figure);
    return spread == null ? Double.NaN : spread.mean();
  }

  public double sd(Figure figure) {
    Spread spread = figures().get(figure);
    return spread == null ? Double.NaN : spread.sd();
  }

  /** Returns the time in hours for tagging 10,000 such films sequentially on this machine. */
  public double hoursPerTenThousandFilms() {
    return mean(Figure.MILLIS) * TEN_THOUSAND_IN_HOURS;
  }

  /**
   * Returns the 95 % interval of a figure's mean over the splits, widened as in {@link PairedTest},
   * as {@code [low, high]}; both are the mean for a single run.
   */
  public double[] interval(Figure figure) {
    Spread spread = Spread.of(runs.stream().map(run -> run.get(figure)).toList());
    if (spread.count() < 2) {
      return new double[] {spread.mean(), spread.mean()};
    }
    double ratio =
        runs.stream()
            .mapToDouble(run -> (double) run.testFilms() / run.trainFilms())
            .average()
            .orElse(0);
    double half =
        StudentT.critical(0.05, spread.count() - 1)
            * Math.sqrt((1.0 / spread.count() + ratio) * spread.sd() * spread.sd());
    return new double[] {spread.mean() - half, spread.mean() + half};
  }
}
