package org.tagline.catalogue.format;

/** What one row of a file turned out to be. */
public sealed interface Entry permits FilmRow, RejectedRow {
  /** The line the row starts in; the first line of the file is 1. */
  long line();
}
