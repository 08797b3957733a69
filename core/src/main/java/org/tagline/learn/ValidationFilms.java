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
 * The films that choose the best epoch, the temperature and the thresholds, whatever model scores
 * them. Logits are {@code [films, tags]} in the films' order.
 *
 * @param seed of the intervals' resamples
 */
public record ValidationFilms(
    List<Film> films, Task task, TagSet tags, ThresholdPolicy thresholdPolicy, long seed) {
  /** Fewer films than this say too little to calibrate on. */
  private static final int LEAST_TO_CALIBRATE = 30;

  public static ValidationFilms of(TrainingData data, long seed) {
    return of(data, data.validation(), seed);
  }

  /** Other films, that the model did not learn either. */
  public static ValidationFilms of(TrainingData data, List<Film> films, long seed) {
    return new ValidationFilms(films, data.task(), data.tags(), data.thresholdPolicy(), seed);
  }

  /** Macro-F1 of exclusive tags; micro-F1 at the best global threshold of many. */
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
   * Temperature of exclusive tags; calibration, thresholds and bands of many. Neutral ones where
   * there are too few films to fit.
   */
  public DecisionRule decide(float[][] logits) {
    return decide(logits, 1);
  }

  /** The same with the temperature of exclusive tags that stands where none can be fitted. */
  public DecisionRule decide(float[][] logits, double unfitted) {
    boolean fit = films.size() >= LEAST_TO_CALIBRATE;
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
