package org.tagline.compare;

import java.util.Locale;

/** Criterion for choosing the winner of a comparison. */
public enum Preference {
  /** Highest accuracy. */
  ACCURACY(Figure.ACCURACY),
  /** Fastest of the candidates that are about as accurate as the best. */
  SPEED(Figure.MILLIS),
  /** Least memory of the candidates that are about as accurate as the best. */
  SMALL(Figure.MEMORY);

  private final Figure figure;

  Preference(Figure figure) {
    this.figure = figure;
  }

  Figure figure() {
    return figure;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
