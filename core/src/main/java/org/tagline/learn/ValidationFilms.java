package org.tagline.learn;

import org.tagline.dataset.Gold;
import org.tagline.tagger.Tagger;

import java.util.Collections;
import java.util.List;
import org.tagline.dataset.Document;
import org.tagline.dataset.TagSet;
import org.tagline.dataset.Task;
import org.tagline.evaluate.Calibration;
import org.tagline.evaluate.Evaluation;
import org.tagline.evaluate.Evaluator;
import org.tagline.evaluate.Thresholds;
import org.tagline.train.Validation;

/**
 * The films that choose the best epoch, the temperature and the thresholds, whatever model scores
 * them. Logits are {@code [films, tags]} in the films' order.
 *
 * @param seed of the intervals' resamples
 */
record ValidationFilms(
    List<Document> documents, Task task, TagSet tags, Deciding deciding, long seed) {
  /** Fewer films than this say too little to calibrate on. */
  private static final int LEAST_TO_CALIBRATE = 30;

  static ValidationFilms of(Lesson lesson, long seed) {
    return of(lesson, lesson.validation(), seed);
  }

  /** Other films, that the model did not learn either. */
  static ValidationFilms of(Lesson lesson, List<Document> films, long seed) {
    return new ValidationFilms(films, lesson.task(), lesson.tags(), lesson.deciding(), seed);
  }

  /** Macro-F1 of exclusive tags; micro-F1 at the best global threshold of many. */
  Validation.Result measure(float[][] logits) {
    float[][] probabilities = probabilities(logits);
    if (task == Task.SINGLE) {
      Evaluation evaluation =
          Evaluator.single(tags, Gold.single(documents, tags), probabilities, seed);
      return new Validation.Result(evaluation.loss(), evaluation.macroF1(), "macroF1");
    }
    boolean[][] gold = Gold.multi(documents, tags);
    float[] thresholds = Thresholds.uniform(tags.size(), Thresholds.global(gold, probabilities));
    Evaluation evaluation = Evaluator.multi(tags, gold, probabilities, thresholds, seed);
    return new Validation.Result(evaluation.loss(), evaluation.microF1(), "microF1");
  }

  /**
   * Temperature of exclusive tags; calibration, thresholds and bands of many. Neutral ones where
   * there are too few films to fit.
   */
  Learner.Decisions decide(float[][] logits) {
    return decide(logits, 1);
  }

  /** The same with the temperature of exclusive tags that stands where none can be fitted. */
  Learner.Decisions decide(float[][] logits, double unfitted) {
    boolean fit = documents.size() >= LEAST_TO_CALIBRATE;
    if (task == Task.SINGLE) {
      double temperature =
          fit ? Calibration.fitTemperature(Gold.single(documents, tags), logits) : unfitted;
      return new Learner.Decisions(temperature, List.of());
    }
    if (!fit) {
      return new Learner.Decisions(1, Collections.nCopies(tags.size(), Thresholds.DEFAULT));
    }
    return ManyTags.decide(Gold.multi(documents, tags), logits, deciding);
  }

  private float[][] probabilities(float[][] logits) {
    float[][] probabilities = new float[logits.length][];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Tagger.probabilities(task, logits[i], 1, List.of());
    }
    return probabilities;
  }
}
