package org.tagline.compare;

import java.util.Locale;

/** What a winner should be best in. */
public enum Preference {
  /** Right most often. */
  ACCURACY(Figure.ACCURACY),
  /** The quickest of those that are about as right as the best. */
  SPEED(Figure.MILLIS),
  /** The one with the least memory of those that are about as right as the best. */
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
