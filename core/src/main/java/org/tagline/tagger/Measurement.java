package org.tagline.tagger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Film;
import org.tagline.dataset.Labels;
import org.tagline.dataset.Task;
import org.tagline.evaluate.Evaluation;
import org.tagline.evaluate.Evaluator;

/**
 * How well and how fast a tagger tags labelled films.
 *
 * @param evaluation the metrics
 * @param runtimeSeconds for reading and tagging the films
 * @param samplesPerSecond films a second
 * @param bands how often each band is right, of a tagger for many tags that knows bands
 * @param probabilities {@code [films, tags]}, in the order of the films
 */
public record Measurement(
    Evaluation evaluation,
    double runtimeSeconds,
    double samplesPerSecond,
    List<BandScore> bands,
    float[][] probabilities) {
  private static final long BOOTSTRAP_SEED = 42;

  /** Hears how many films are done. */
  @FunctionalInterface
  public interface Films {
    void done(int done, int total);
  }

  /**
   * Tags the films and compares with people's tags.
   *
   * @param majorityTag training's most frequent tag; null to take that of the films
   */
  public static Measurement of(
      Tagger tagger, List<Film> films, @Nullable String majorityTag, Films listener) {
    if (films.isEmpty()) {
      throw new IllegalArgumentException("there is no labelled film to measure on");
    }
    boolean single = tagger.info().task() == Task.SINGLE;
    long began = System.nanoTime();
    float[][] probabilities = new float[films.size()][];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = tagger.probabilities(films.get(i).text());
      listener.done(i + 1, probabilities.length);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    List<BandScore> bands = List.of();
    Evaluation evaluation;
    if (!single) {
      boolean[][] carried = Labels.multi(films, tagger.tags());
      bands = BandScore.of(tagger.info(), carried, probabilities);
      evaluation =
          Evaluator.multi(
              tagger.tags(),
              carried,
              probabilities,
              tagger.thresholds(),
              films.stream().mapToInt(film -> film.text().length()).toArray(),
              BOOTSTRAP_SEED);
    } else if (majorityTag == null) {
      int[] labels = Labels.single(films, tagger.tags());
      evaluation = Evaluator.single(tagger.tags(), labels, probabilities, BOOTSTRAP_SEED);
    } else {
      int[] labels = Labels.single(films, tagger.tags());
      evaluation =
          Evaluator.single(tagger.tags(), labels, probabilities, majorityTag, BOOTSTRAP_SEED);
    }
    return new Measurement(evaluation, seconds, films.size() / seconds, bands, probabilities);
  }
}
