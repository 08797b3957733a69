package org.tagline.learn;

import java.util.Collections;
import java.util.List;
import org.tagline.dataset.Film;
import org.tagline.dataset.Labels;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.evaluate.Calibration;
import org.tagline.evaluate.Evaluation;
import org.tagline.evaluate.Evaluator;
import org.tagline.evaluate.Thresholds;
import org.tagline.tagger.Tagger;

/**
 * Validation films, which choose the best epoch, the temperature and the thresholds of any kind of
 * model. Logits are {@code [films, tags]} in the order of the films.
 *
 * @param films validation films
 * @param task one or any number of tags per film
 * @param tags tags in the order of the logits
 * @param thresholdPolicy how thresholds are chosen
 * @param seed seed of the bootstrap intervals
 */
public record ValidationFilms(
    List<Film> films, Task task, TagSet tags, ThresholdPolicy thresholdPolicy, long seed) {
  /** Smallest number of films for fitting a calibration. */
  private static final int MIN_FILMS = 30;

  public static ValidationFilms of(TrainingData data, long seed) {
    return of(data, data.validation(), seed);
  }

  /** Uses other films that the model was not trained on. */
  public static ValidationFilms of(TrainingData data, List<Film> films, long seed) {
    return new ValidationFilms(films, data.task(), data.tags(), data.thresholdPolicy(), seed);
  }

  /**
   * Returns loss and score: macro-F1 for single-label tasks, micro-F1 at the best global threshold
   * for multi-label tasks.
   */
  public ValidationScore measure(float[][] logits) {
    float[][] probabilities = probabilities(logits);
    if (task == Task.SINGLE) {
      Evaluation evaluation =
          Evaluator.single(tags, Labels.single(films, tags), probabilities, seed);
      return new ValidationScore(evaluation.loss(), evaluation.macroF1(), "macroF1");
    }
    boolean[][] labels = Labels.multi(films, tags);
    float[] thresholds = Thresholds.uniform(tags.size(), Thresholds.global(labels, probabilities));
    Evaluation evaluation = Evaluator.multi(tags, labels, probabilities, thresholds, seed);
    return new ValidationScore(evaluation.loss(), evaluation.microF1(), "microF1");
  }

  /**
   * Chooses the decision rule: the temperature for single-label tasks; calibration, thresholds and
   * bands for multi-label tasks. Returns a neutral rule if there are too few films.
   */
  public DecisionRule decide(float[][] logits) {
    return decide(logits, 1);
  }

  /**
   * Chooses the decision rule.
   *
   * @param unfitted temperature for single-label tasks if there are too few films
   */
  public DecisionRule decide(float[][] logits, double unfitted) {
    boolean fit = films.size() >= MIN_FILMS;
    if (task == Task.SINGLE) {
      double temperature =
          fit ? Calibration.fitTemperature(Labels.single(films, tags), logits) : unfitted;
      return new DecisionRule(temperature, List.of());
    }
    if (!fit) {
      return new DecisionRule(1, Collections.nCopies(tags.size(), Thresholds.DEFAULT));
    }
    return ManyTags.decide(Labels.multi(films, tags), logits, thresholdPolicy);
  }

  private float[][] probabilities(float[][] logits) {
    float[][] probabilities = new float[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Tagger.probabilities(task, logits[i], 1, List.of());
    }
    return probabilities;
  }
}
