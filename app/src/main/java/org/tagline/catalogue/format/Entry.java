package org.tagline.catalogue.format;

/** The result of reading one row of a file: a film or a rejection. */
public sealed interface Entry permits FilmRow, RejectedRow {
  /** Returns the number of the line where the row starts; the first line is 1. */
  long line();
}
