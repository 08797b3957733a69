package org.tagline.tagger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tagline.dataset.Film;
import org.tagline.dataset.Labels;
import org.tagline.dataset.Task;
import org.tagline.evaluate.Evaluation;
import org.tagline.evaluate.Evaluator;

/**
 * Metrics and speed of a tagger on labelled films.
 *
 * @param evaluation the metrics
 * @param runtimeSeconds time for tagging the films
 * @param samplesPerSecond films per second
 * @param bands precision of each band; empty for a tagger without bands
 * @param probabilities {@code [films, tags]}, in the order of the films
 */
public record Measurement(
    Evaluation evaluation,
    double runtimeSeconds,
    double samplesPerSecond,
    List<BandScore> bands,
    float[][] probabilities) {
  private static final long BOOTSTRAP_SEED = 42;

  /** Receives the number of films that are done. */
  @FunctionalInterface
  public interface FilmListener {
    void onFilm(int done, int total);
  }

  /**
   * Tags the films and compares the predictions with the films' tags.
   *
   * @param majorityTag most frequent tag of the training films; null to use that of these films
   * @param listener called after each film
   * @throws IllegalArgumentException if there are no films
   */
  public static Measurement of(
      Tagger tagger, List<Film> films, @Nullable String majorityTag, FilmListener listener) {
    if (films.isEmpty()) {
      throw new IllegalArgumentException("there are no labelled films to evaluate on");
    }
    boolean single = tagger.info().task() == Task.SINGLE;
    long began = System.nanoTime();
    float[][] probabilities = new float[films.size()][];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = tagger.probabilities(films.get(i).text());
      listener.onFilm(i + 1, probabilities.length);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    List<BandScore> bands = List.of();
    Evaluation evaluation;
    if (!single) {
      boolean[][] labels = Labels.multi(films, tagger.tags());
      bands = BandScore.of(tagger.info(), labels, probabilities);
      evaluation =
          Evaluator.multi(
              tagger.tags(),
              labels,
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
