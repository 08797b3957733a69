package org.tagline.catalogue.format;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file in order, in constant memory. Not thread-safe. */
public interface FilmReader extends Closeable {
  /**
   * Returns the next row, or null at the end.
   *
   * @throws IOException if the file cannot be read further, such as a truncated gzip file
   */
  @Nullable Entry next() throws IOException;
}
