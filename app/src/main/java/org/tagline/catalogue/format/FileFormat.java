package org.tagline.catalogue.format;

import java.io.IOException;

/** A file format for films. Implementations are stateless. */
interface FileFormat {
  /**
   * Returns a score for how well the beginning of a file matches this format, or 0 for no match.
   *
   * @param fileName the file name in lower case, without {@code .gz}
   * @param firstLine the first line that is not blank
   */
  int recognise(String fileName, String firstLine);

  /** Opens a reader that starts at the first line that is not blank. */
  FilmReader open(LineReader lines) throws IOException;
}
