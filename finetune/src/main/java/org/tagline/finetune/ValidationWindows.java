package org.tagline.finetune;

import java.util.ArrayList;
import java.util.List;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.encoder.WindowVectors;
import org.tagline.learn.DecisionRule;
import org.tagline.learn.ValidationFilms;
import org.tagline.learn.ValidationScore;
import org.tagline.text.Window;
import org.tagline.text.Windower;
import org.tagline.train.Validation;

/** Evaluates a classifier on the validation films during training. */
final class ValidationWindows implements Validation {
  private final ValidationFilms films;
  private final List<List<Window>> windows = new ArrayList<>();
  private final Inference inference;

  ValidationWindows(ValidationFilms films, Windower windower, Inference inference) {
    this.films = films;
    this.inference = inference;
    films.films().forEach(film -> windows.add(windower.toRead(film.text()).windows()));
  }

  @Override
  public Result measure(DocumentClassifier model, WindowVectors vectors) {
    ValidationScore score =
        films.measure(
            windows.stream().map(film -> inference.logits(film, vectors)).toArray(float[][]::new));
    return new Result(score.loss(), score.score(), score.metric());
  }

  /** Chooses the decision rule with the current weights. */
  DecisionRule decide() {
    return films.decide(logits());
  }

  private float[][] logits() {
    return windows.stream().map(inference::logits).toArray(float[][]::new);
  }
}
