package org.tagline.catalogue.format;

import java.io.IOException;

/** One way to write films into a file. Implementations are stateless. */
interface FileFormat {
  /**
   * How well the beginning of a file fits: 0 when it is not this format, otherwise the more the
   * better.
   *
   * @param fileName in lower case, without {@code .gz}
   * @param firstLine the first line that is not blank
   */
  int recognise(String fileName, String firstLine);

  /** Reads on from the first line that is not blank. */
  FilmReader open(LineReader lines) throws IOException;
}
