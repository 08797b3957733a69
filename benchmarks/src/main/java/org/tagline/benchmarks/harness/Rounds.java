package org.tagline.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/**
 * The option {@code --rounds} and the loop that it controls: in each round, every contender is
 * measured once, in turn. A machine that becomes slower during the benchmark thus slows all of them
 * down.
 */
public final class Rounds {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Number of rounds (${DEFAULT-VALUE}).")
  private int count;

  /**
   * Sets the number of rounds that is used unless the option says otherwise.
   *
   * @param byDefault number of rounds
   */
  public Rounds(int byDefault) {
    this.count = byDefault;
  }

  /** Returns the number of rounds. */
  public int count() {
    return count;
  }

  /**
   * A contender and its measurement.
   *
   * @param <T> the result of one round
   * @param name name of the contender in the report
   * @param task measures the contender once
   */
  public record Entrant<T>(String name, Measured<T> task) {}

  /**
   * A measurement.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  public interface Measured<T> {

    /** Measures once. */
    T measure() throws IOException, InterruptedException;
  }

  /**
   * Runs all rounds and prints each result to standard error.
   *
   * @param entrants contenders, in the order in which they are measured
   * @param progress describes a result in a few words
   * @return the results of each contender, in the same order
   */
  public <T> List<Series<T>> run(List<Entrant<T>> entrants, Function<T, String> progress)
      throws IOException, InterruptedException {
    return run(() -> "", new ArrayList<>(), entrants, progress);
  }

  /**
   * Runs all rounds, each of which starts with a measurement of another kind.
   *
   * @param first the measurement at the start of each round
   * @param firstResults receives the result of {@code first} in each round
   * @param entrants contenders, in the order in which they are measured
   * @param progress describes a result in a few words
   * @return the results of each contender, in the same order
   */
  public <F, T> List<Series<T>> run(
      Measured<F> first,
      List<F> firstResults,
      List<Entrant<T>> entrants,
      Function<T, String> progress)
      throws IOException, InterruptedException {
    List<List<T>> results = new ArrayList<>();
    entrants.forEach(entrant -> results.add(new ArrayList<>()));
    for (int round = 0; round < count; round++) {
      firstResults.add(first.measure());
      for (int i = 0; i < entrants.size(); i++) {
        T result = entrants.get(i).task().measure();
        results.get(i).add(result);
        System.err.printf(
            "round %d of %d: %s, %s%n",
            round + 1, count, entrants.get(i).name(), progress.apply(result));
      }
    }
    List<Series<T>> series = new ArrayList<>();
    for (int i = 0; i < entrants.size(); i++) {
      series.add(new Series<>(entrants.get(i).name(), results.get(i)));
    }
    return series;
  }
}
