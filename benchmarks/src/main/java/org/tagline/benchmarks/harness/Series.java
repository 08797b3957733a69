package org.tagline.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The results of one contender, round by round.
 *
 * @param <T> the result of one round
 * @param name the contender's name in the report
 * @param rounds one result per round, in order
 */
public record Series<T>(String name, List<T> rounds) {

  /** Returns the median and range of a figure over the rounds. */
  public MedianRange of(ToDoubleFunction<T> figure) {
    return MedianRange.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  /**
   * Returns the median and range of the quotient of two contenders' figures. The quotient is taken
   * round by round, because the speed of a machine drifts.
   *
   * @param baseline the divisor; it has as many rounds
   */
  public MedianRange ratio(Series<T> baseline, ToDoubleFunction<T> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds.size(); round++) {
      ratios.add(
          figure.applyAsDouble(rounds.get(round))
              / figure.applyAsDouble(baseline.rounds().get(round)));
    }
    return MedianRange.of(ratios);
  }

  /** Returns the result of the first round, for figures that do not depend on time. */
  public T first() {
    return rounds.get(0);
  }
}
