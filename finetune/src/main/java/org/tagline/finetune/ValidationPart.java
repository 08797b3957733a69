package org.tagline.finetune;

import org.tagline.learn.Learner;
import org.tagline.learn.ValidationFilms;

import java.util.ArrayList;
import java.util.List;
import org.tagline.encoder.DocumentClassifier;
import org.tagline.text.Window;
import org.tagline.text.Windower;
import org.tagline.train.Validation;
import org.tagline.encoder.WindowVectors;

/** The validation films as a classifier in training reads them. */
final class ValidationPart implements Validation {
  private final ValidationFilms films;
  private final List<List<Window>> windows = new ArrayList<>();
  private final Inference inference;

  ValidationPart(ValidationFilms films, Windower windower, Inference inference) {
    this.films = films;
    this.inference = inference;
    films.documents().forEach(d -> windows.add(windower.toRead(d.text()).windows()));
  }

  @Override
  public Result measure(DocumentClassifier model, WindowVectors vectors) {
    return films.measure(
        windows.stream().map(film -> inference.logits(film, vectors)).toArray(float[][]::new));
  }

  /** From the weights as they are now. */
  Learner.Decisions decide() {
    return films.decide(logits());
  }

  private float[][] logits() {
    return windows.stream().map(inference::logits).toArray(float[][]::new);
  }
}
